/** What the injector tells its users: refusals, notes, and the reasons for each feature, container and value. */
@NullMarked
package alluxio.admission.injector.explain;

import org.jspecify.annotations.NullMarked;
