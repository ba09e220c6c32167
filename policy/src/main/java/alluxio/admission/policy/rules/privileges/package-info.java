/** What Alluxio's containers may do on the node. */
@NullMarked
package alluxio.admission.policy.rules.privileges;

import org.jspecify.annotations.NullMarked;
