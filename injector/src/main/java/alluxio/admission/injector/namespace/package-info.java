/** Warns of what the pod's namespace refuses: Pod Security level, LimitRanges and quotas against what is injected. */
@NullMarked
package alluxio.admission.injector.namespace;

import org.jspecify.annotations.NullMarked;
