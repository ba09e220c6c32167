/** When CAs and leaf certificates are rotated, as pure functions of what was read: no clock, no keys, no cluster. */
@NullMarked
package alluxio.admission.certs.rotation;

import org.jspecify.annotations.NullMarked;
