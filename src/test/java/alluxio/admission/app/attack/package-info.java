/** Attacks on a server with the image's flags, with healthy traffic beside them. */
@NullMarked
package alluxio.admission.app.attack;

import org.jspecify.annotations.NullMarked;
