@NullMarked
package alluxio.admission.app.libraries;

import org.jspecify.annotations.NullMarked;
