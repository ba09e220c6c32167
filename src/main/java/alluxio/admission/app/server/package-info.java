/** The pieces joined: certificates, configuration and injector behind the HTTPS server. */
@NullMarked
package alluxio.admission.app.server;

import org.jspecify.annotations.NullMarked;
