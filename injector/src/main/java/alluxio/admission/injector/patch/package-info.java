/** The JSON Patch of an injection, and the parts of a pod that it changes: volumes, mounts, variables, init containers. */
@NullMarked
package alluxio.admission.injector.patch;

import org.jspecify.annotations.NullMarked;
