/** Pods as they are read: fields with their paths, and the options, mounts and environment of containers. */
@NullMarked
package alluxio.admission.model.view;

import org.jspecify.annotations.NullMarked;
