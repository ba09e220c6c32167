/**
 * The HTTPS server: AdmissionReview in, decision out, on the listener of {@code http}; and the management port, on Vert.x. Knows
 * no Kubernetes client.
 */
@NullMarked
package alluxio.admission.webhook;

import org.jspecify.annotations.NullMarked;
