@NullMarked
package alluxio.admission.model;

import org.jspecify.annotations.NullMarked;
