/** A pod as the injector reads it: its objects with their paths, its containers, and what it asks for. */
@NullMarked
package alluxio.admission.injector.pod;

import org.jspecify.annotations.NullMarked;
