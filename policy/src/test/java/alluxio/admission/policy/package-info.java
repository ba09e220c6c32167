/** The engine, by rules made for its tests. */
@NullMarked
package alluxio.admission.policy;

import org.jspecify.annotations.NullMarked;
