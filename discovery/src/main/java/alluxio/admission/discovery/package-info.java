/** Finds the Alluxio clusters among the objects of a Kubernetes cluster, and completes written profiles from them. Pure. */
@NullMarked
package alluxio.admission.discovery;

import org.jspecify.annotations.NullMarked;
