/** Memory and disk. */
@NullMarked
package alluxio.admission.policy.rules.resources;

import org.jspecify.annotations.NullMarked;
