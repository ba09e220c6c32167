/** All rules, in a package for each subject. */
@NullMarked
package alluxio.admission.policy.rules;

import org.jspecify.annotations.NullMarked;
