/** The server's own certificate authorities: kept in a Secret, published in caBundles, renewed without a gap. */
@NullMarked
package alluxio.admission.certs.managed;

import org.jspecify.annotations.NullMarked;
