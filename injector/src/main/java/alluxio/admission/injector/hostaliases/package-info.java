/** The mutator of host aliases (host names of addresses outside the cluster), and their remover. */
@NullMarked
package alluxio.admission.injector.hostaliases;

import org.jspecify.annotations.NullMarked;
