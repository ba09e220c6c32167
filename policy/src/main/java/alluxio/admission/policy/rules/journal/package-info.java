/** The masters' journal and metadata: what is lost when it is wrong. */
@NullMarked
package alluxio.admission.policy.rules.journal;

import org.jspecify.annotations.NullMarked;
