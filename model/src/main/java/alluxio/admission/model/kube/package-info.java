/**
 * Kubernetes' own notions, each with one reader and one printer: field path, container path, quantity, label selector,
 * toleration, node requirement, where the pod template of each kind is, and the request of an AdmissionReview.
 */
@NullMarked
package alluxio.admission.model.kube;

import org.jspecify.annotations.NullMarked;
