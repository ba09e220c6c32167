@NullMarked
package alluxio.admission.testcluster.image;

import org.jspecify.annotations.NullMarked;
