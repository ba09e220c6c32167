/** Ports: declared, configured, probed and reached. */
@NullMarked
package alluxio.admission.policy.rules.ports;

import org.jspecify.annotations.NullMarked;
