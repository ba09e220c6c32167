/** The FUSE file system, from the node or from a sidecar. */
@NullMarked
package alluxio.admission.injector.fuse;

import org.jspecify.annotations.NullMarked;
