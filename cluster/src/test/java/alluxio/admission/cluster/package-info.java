@NullMarked
package alluxio.admission.cluster;

import org.jspecify.annotations.NullMarked;
