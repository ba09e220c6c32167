/**
 * Kubernetes' own notions, each with one reader and one printer: field path, container path, quantity, label selector,
 * toleration, node requirement, and where the pod template of each kind is.
 */
@NullMarked
package alluxio.admission.model.kube;

import org.jspecify.annotations.NullMarked;
