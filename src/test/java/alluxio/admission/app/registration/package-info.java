/** What the chart registers with the API server: webhooks and policies. */
@NullMarked
package alluxio.admission.app.registration;

import org.jspecify.annotations.NullMarked;
