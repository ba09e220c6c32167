/** The application: main, command line, configuration, wiring. */
@NullMarked
package alluxio.admission.app;

import org.jspecify.annotations.NullMarked;
