/** Tests of alluxio.admission.injector.fuse. */
@NullMarked
package alluxio.admission.injector.fuse;

import org.jspecify.annotations.NullMarked;
