@NullMarked
package alluxio.admission.app;

import org.jspecify.annotations.NullMarked;
