/** What the server costs, measured beside servers that decide nothing. Started by hand: bin/benchmark. */
@NullMarked
package alluxio.admission.app.bench;

import org.jspecify.annotations.NullMarked;
