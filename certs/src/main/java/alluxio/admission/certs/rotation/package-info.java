/** When authorities and leaves are renewed, as pure functions over what was read: no clock, no keys, no cluster. */
@NullMarked
package alluxio.admission.certs.rotation;

import org.jspecify.annotations.NullMarked;
