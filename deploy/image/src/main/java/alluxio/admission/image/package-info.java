/** Makes the container image: base, Java runtime, jars, and a cache that makes the server start fast. */
@NullMarked
package alluxio.admission.image;

import org.jspecify.annotations.NullMarked;
