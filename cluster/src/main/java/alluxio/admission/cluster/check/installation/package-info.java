/** Checks of the installation itself: what the API server has of it, and its servers. */
@NullMarked
package alluxio.admission.cluster.check.installation;

import org.jspecify.annotations.NullMarked;
