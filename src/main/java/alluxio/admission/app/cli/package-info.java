/** The command line: one class is one command. */
@NullMarked
package alluxio.admission.app.cli;

import org.jspecify.annotations.NullMarked;
