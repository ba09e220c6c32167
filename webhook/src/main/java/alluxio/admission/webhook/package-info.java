/** The HTTPS server: AdmissionReview in, decision out. Knows no Kubernetes client. */
@NullMarked
package alluxio.admission.webhook;

import org.jspecify.annotations.NullMarked;
