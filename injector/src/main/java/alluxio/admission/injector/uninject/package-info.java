/** Takes out again what an injection put in, by the status of the pod. */
@NullMarked
package alluxio.admission.injector.uninject;

import org.jspecify.annotations.NullMarked;
