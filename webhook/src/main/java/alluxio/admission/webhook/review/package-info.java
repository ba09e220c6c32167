/** AdmissionReview: its JSON, its handlers, and its response as a value. Knows no HTTP. */
@NullMarked
package alluxio.admission.webhook.review;

import org.jspecify.annotations.NullMarked;
