/** What the documentation says must be so. */
@NullMarked
package alluxio.admission.app.documents;

import org.jspecify.annotations.NullMarked;
