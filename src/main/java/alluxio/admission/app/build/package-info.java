/** Which build of the application this is: its version, its git revision, and where it says that rules are described. */
@NullMarked
package alluxio.admission.app.build;

import org.jspecify.annotations.NullMarked;
