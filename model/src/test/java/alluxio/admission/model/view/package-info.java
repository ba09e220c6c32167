/** What rules read. */
@NullMarked
package alluxio.admission.model.view;

import org.jspecify.annotations.NullMarked;
