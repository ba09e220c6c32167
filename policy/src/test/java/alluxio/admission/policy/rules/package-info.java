/** All rules over their examples, and what is made of both. */
@NullMarked
package alluxio.admission.policy.rules;

import org.jspecify.annotations.NullMarked;
