/** Certificates for the server. Knows no Vert.x and no other module of this project. */
@NullMarked
package alluxio.admission.certs;

import org.jspecify.annotations.NullMarked;
