@NullMarked
package alluxio.admission.model.alluxio;

import org.jspecify.annotations.NullMarked;
