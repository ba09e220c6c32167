/** Placeholders, credentials, and settings that nobody reads. */
@NullMarked
package alluxio.admission.policy.rules.settings;

import org.jspecify.annotations.NullMarked;
