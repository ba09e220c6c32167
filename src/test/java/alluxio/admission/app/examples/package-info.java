/** What the files of deploy/examples promise. */
@NullMarked
package alluxio.admission.app.examples;

import org.jspecify.annotations.NullMarked;
