/** Parses JSON from clients into trees: strict, UTF-8 only, small in memory. */
@NullMarked
package alluxio.admission.webhook.json;

import org.jspecify.annotations.NullMarked;
