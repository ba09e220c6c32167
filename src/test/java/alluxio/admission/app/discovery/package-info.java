/** What is discovered, written as a configuration and read back, over official manifests and through the command line. */
@NullMarked
package alluxio.admission.app.discovery;

import org.jspecify.annotations.NullMarked;
