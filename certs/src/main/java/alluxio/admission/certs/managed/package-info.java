/** The CAs that the server manages itself: kept in a Secret, published in caBundles, rotated without a gap. */
@NullMarked
package alluxio.admission.certs.managed;

import org.jspecify.annotations.NullMarked;
