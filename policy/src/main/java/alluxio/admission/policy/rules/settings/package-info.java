/** Placeholders, credentials, and settings that nothing reads. */
@NullMarked
package alluxio.admission.policy.rules.settings;

import org.jspecify.annotations.NullMarked;
