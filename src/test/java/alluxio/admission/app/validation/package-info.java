@NullMarked
package alluxio.admission.app.validation;

import org.jspecify.annotations.NullMarked;
