/** Discovery over manifests of this module's own, as a live cluster has them. */
@NullMarked
package alluxio.admission.discovery;

import org.jspecify.annotations.NullMarked;
