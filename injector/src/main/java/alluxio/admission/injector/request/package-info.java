/** Reads what a pod asks for, and refuses what cannot be read. */
@NullMarked
package alluxio.admission.injector.request;

import org.jspecify.annotations.NullMarked;
