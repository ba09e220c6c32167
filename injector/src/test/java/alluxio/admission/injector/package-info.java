@NullMarked
package alluxio.admission.injector;

import org.jspecify.annotations.NullMarked;
