/** What short circuit needs on workers, FUSE and clients. */
@NullMarked
package alluxio.admission.policy.rules.shortcircuit;

import org.jspecify.annotations.NullMarked;
