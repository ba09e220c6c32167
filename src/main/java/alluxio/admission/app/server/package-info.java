/** Wires certificates, configuration, injector and policy engine to the HTTPS server. */
@NullMarked
package alluxio.admission.app.server;

import org.jspecify.annotations.NullMarked;
