/** How Kubernetes objects and requests are read: trees, and small values for what stands in them. */
@NullMarked
package alluxio.admission.model.kube;

import org.jspecify.annotations.NullMarked;
