@NullMarked
package alluxio.admission.app.cli;

import org.jspecify.annotations.NullMarked;
