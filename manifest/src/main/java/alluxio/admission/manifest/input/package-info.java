/** Files that a user names, and standard input: read within limits. */
@NullMarked
package alluxio.admission.manifest.input;

import org.jspecify.annotations.NullMarked;
