@NullMarked
package alluxio.admission.app.injection;

import org.jspecify.annotations.NullMarked;
