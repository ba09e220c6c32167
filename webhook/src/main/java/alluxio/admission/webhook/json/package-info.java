/** JSON from outside as a tree: strict, in UTF-8 alone, and small in memory. */
@NullMarked
package alluxio.admission.webhook.json;

import org.jspecify.annotations.NullMarked;
