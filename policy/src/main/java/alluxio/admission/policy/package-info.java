/**
 * The policy engine: evaluates rules for (object, old object, what else is seen), and returns findings. Pure and total. The
 * rules are in {@code rules}, one in each file; what they read is in {@code view}.
 */
@NullMarked
package alluxio.admission.policy;

import org.jspecify.annotations.NullMarked;
