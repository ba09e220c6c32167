/** Sources of the server's certificate and of the CAs of its clients, and the TLS settings. Knows no HTTP. */
@NullMarked
package alluxio.admission.webhook.tls;

import org.jspecify.annotations.NullMarked;
