/** What an operator configures: profiles of Alluxio clusters, the injection, the modes of rules and exemptions from them. */
@NullMarked
package alluxio.admission.model.configuration;

import org.jspecify.annotations.NullMarked;
