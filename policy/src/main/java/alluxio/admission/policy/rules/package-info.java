/** All rules; those of one subject are in one package. */
@NullMarked
package alluxio.admission.policy.rules;

import org.jspecify.annotations.NullMarked;
