@NullMarked
package alluxio.admission.cluster.snapshot;

import org.jspecify.annotations.NullMarked;
