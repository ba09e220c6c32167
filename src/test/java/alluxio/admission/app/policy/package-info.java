/** The rules, by their examples and through whole manifests. */
@NullMarked
package alluxio.admission.app.policy;

import org.jspecify.annotations.NullMarked;
