/** The check of a live cluster, on clusters that are values. */
@NullMarked
package alluxio.admission.app.check;

import org.jspecify.annotations.NullMarked;
