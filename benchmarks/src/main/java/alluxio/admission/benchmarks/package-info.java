/** What the server costs, measured beside servers that decide nothing. Started by hand: bin/benchmark. */
@NullMarked
package alluxio.admission.benchmarks;

import org.jspecify.annotations.NullMarked;
