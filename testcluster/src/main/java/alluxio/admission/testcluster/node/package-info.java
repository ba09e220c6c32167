/** A whole Kubernetes node on this machine, with real pods; needs root. */
@NullMarked
package alluxio.admission.testcluster.node;

import org.jspecify.annotations.NullMarked;
