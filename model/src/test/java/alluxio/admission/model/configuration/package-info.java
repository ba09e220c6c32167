@NullMarked
package alluxio.admission.model.configuration;

import org.jspecify.annotations.NullMarked;
