/** What rules read: the fields of an object with their paths, and the options, mounts and environment of its containers. */
@NullMarked
package alluxio.admission.policy.view;

import org.jspecify.annotations.NullMarked;
