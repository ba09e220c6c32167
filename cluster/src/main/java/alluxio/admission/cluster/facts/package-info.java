/**
 * What is read of a cluster with the rights of the one who runs {@code check}: lists of objects, answers of pods, and what could
 * not be seen. Values, read once; what is made of them is in {@code cluster.check}.
 */
@NullMarked
package alluxio.admission.cluster.facts;

import org.jspecify.annotations.NullMarked;
