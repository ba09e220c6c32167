@NullMarked
package alluxio.admission.model.kube;

import org.jspecify.annotations.NullMarked;
