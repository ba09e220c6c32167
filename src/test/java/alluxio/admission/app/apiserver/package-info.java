/** The whole product through a real kube-apiserver. */
@NullMarked
package alluxio.admission.app.apiserver;

import org.jspecify.annotations.NullMarked;
