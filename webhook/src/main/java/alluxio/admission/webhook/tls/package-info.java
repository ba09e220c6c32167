/** Where the server's certificate comes from, and how it learns of a new one. Knows no HTTP. */
@NullMarked
package alluxio.admission.webhook.tls;

import org.jspecify.annotations.NullMarked;
