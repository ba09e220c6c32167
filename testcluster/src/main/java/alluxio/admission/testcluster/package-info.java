/** A real etcd and kube-apiserver on this machine, for tests and for {@code try --cluster}. */
@NullMarked
package alluxio.admission.testcluster;

import org.jspecify.annotations.NullMarked;
