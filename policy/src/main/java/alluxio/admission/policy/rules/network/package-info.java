/** Names and addresses by which Alluxio's processes find each other. */
@NullMarked
package alluxio.admission.policy.rules.network;

import org.jspecify.annotations.NullMarked;
