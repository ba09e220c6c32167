/** The API server, as far as the webhook server needs it. */
@NullMarked
package alluxio.admission.cluster;

import org.jspecify.annotations.NullMarked;
