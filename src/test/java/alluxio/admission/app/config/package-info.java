@NullMarked
package alluxio.admission.app.config;

import org.jspecify.annotations.NullMarked;
