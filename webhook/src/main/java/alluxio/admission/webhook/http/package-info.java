/**
 * HTTP/1.1 over TLS for a server that expects attackers: Netty's codecs, with one request at a time on a connection and a
 * bound on everything that a client can make wait or grow. Knows nothing of reviews.
 */
@NullMarked
package alluxio.admission.webhook.http;

import org.jspecify.annotations.NullMarked;
