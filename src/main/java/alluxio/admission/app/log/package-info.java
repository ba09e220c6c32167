/** The formats of log lines. */
@NullMarked
package alluxio.admission.app.log;

import org.jspecify.annotations.NullMarked;
