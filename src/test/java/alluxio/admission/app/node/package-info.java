/** What pods that we injected really do: on a real node, with a real Alluxio. They need root: {@code mvn verify -Pnode}. */
@NullMarked
package alluxio.admission.app.node;

import org.jspecify.annotations.NullMarked;
