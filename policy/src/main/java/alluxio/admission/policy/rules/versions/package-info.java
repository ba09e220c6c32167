/** Versions, and going from one to another. */
@NullMarked
package alluxio.admission.policy.rules.versions;

import org.jspecify.annotations.NullMarked;
