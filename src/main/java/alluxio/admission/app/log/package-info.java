/** How log lines are written. */
@NullMarked
package alluxio.admission.app.log;

import org.jspecify.annotations.NullMarked;
