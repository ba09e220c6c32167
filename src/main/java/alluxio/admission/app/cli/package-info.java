/** The command line: a class for each command, and the formats of their output. */
@NullMarked
package alluxio.admission.app.cli;

import org.jspecify.annotations.NullMarked;
