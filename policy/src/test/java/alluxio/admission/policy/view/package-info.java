/** What rules read. */
@NullMarked
package alluxio.admission.policy.view;

import org.jspecify.annotations.NullMarked;
