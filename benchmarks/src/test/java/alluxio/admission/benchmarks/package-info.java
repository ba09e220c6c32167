/** The recorded costs of reviews. */
@NullMarked
package alluxio.admission.benchmarks;

import org.jspecify.annotations.NullMarked;
