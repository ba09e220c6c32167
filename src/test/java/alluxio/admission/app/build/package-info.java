@NullMarked
package alluxio.admission.app.build;

import org.jspecify.annotations.NullMarked;
