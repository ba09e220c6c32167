/** Checks before an installation: may the caller install, would it work here, and what would it find. */
@NullMarked
package alluxio.admission.cluster.check.before;

import org.jspecify.annotations.NullMarked;
