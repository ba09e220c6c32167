/** Which build of the application this is: its version, its git revision, and where its documentation is published. */
@NullMarked
package alluxio.admission.app.build;

import org.jspecify.annotations.NullMarked;
