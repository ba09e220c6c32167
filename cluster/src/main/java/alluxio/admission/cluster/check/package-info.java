/** The check of a live cluster: what a check is, what it looks at, and what it finds. Pure; the checks are in the packages below. */
@NullMarked
package alluxio.admission.cluster.check;

import org.jspecify.annotations.NullMarked;
