/** Which {@code alluxio.io/} labels and annotations there are, and those that are misspelt or stand where they have no effect. */
@NullMarked
package alluxio.admission.injector.keys;

import org.jspecify.annotations.NullMarked;
