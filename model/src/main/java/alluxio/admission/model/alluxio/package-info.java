/**
 * The facts about Alluxio, each in one place with its source: property keys, ports, images, releases and what they can do,
 * roles, the entry point's arguments, and the variables that its scripts read.
 */
@NullMarked
package alluxio.admission.model.alluxio;

import org.jspecify.annotations.NullMarked;
