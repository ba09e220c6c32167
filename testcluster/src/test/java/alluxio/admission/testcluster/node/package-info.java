@NullMarked
package alluxio.admission.testcluster.node;

import org.jspecify.annotations.NullMarked;
