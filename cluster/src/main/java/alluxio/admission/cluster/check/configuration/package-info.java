/** Checks of the configuration: can it be read, is it in force, and does it fit what runs. */
@NullMarked
package alluxio.admission.cluster.check.configuration;

import org.jspecify.annotations.NullMarked;
