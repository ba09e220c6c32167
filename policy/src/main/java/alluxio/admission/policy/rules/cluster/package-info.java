/** What the cluster does with pods of Alluxio: whether a node takes them, and whether quotas and limits of the namespace do. */
@NullMarked
package alluxio.admission.policy.rules.cluster;

import org.jspecify.annotations.NullMarked;
