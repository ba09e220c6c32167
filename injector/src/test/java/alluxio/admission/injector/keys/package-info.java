@NullMarked
package alluxio.admission.injector.keys;

import org.jspecify.annotations.NullMarked;
