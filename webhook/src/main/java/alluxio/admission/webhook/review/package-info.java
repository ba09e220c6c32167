/** AdmissionReview as values: what is asked, what is answered, and the JSON of both. Knows no HTTP. */
@NullMarked
package alluxio.admission.webhook.review;

import org.jspecify.annotations.NullMarked;
