@NullMarked
package alluxio.admission.app.manifest;

import org.jspecify.annotations.NullMarked;
