@NullMarked
package alluxio.admission.manifest.yaml;

import org.jspecify.annotations.NullMarked;
