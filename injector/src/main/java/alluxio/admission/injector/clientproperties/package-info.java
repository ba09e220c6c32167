/** The Alluxio properties of a client: in JAVA_TOOL_OPTIONS, or in a file. */
@NullMarked
package alluxio.admission.injector.clientproperties;

import org.jspecify.annotations.NullMarked;
