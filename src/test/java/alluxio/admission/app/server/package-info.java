@NullMarked
package alluxio.admission.app.server;

import org.jspecify.annotations.NullMarked;
