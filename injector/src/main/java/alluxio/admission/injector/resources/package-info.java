/** How injected containers fit into their pod: its QoS class, and its own resources. */
@NullMarked
package alluxio.admission.injector.resources;

import org.jspecify.annotations.NullMarked;
