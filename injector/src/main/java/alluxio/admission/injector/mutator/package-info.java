/** What all mutators have in common: the contract, and the injection that they work on. */
@NullMarked
package alluxio.admission.injector.mutator;

import org.jspecify.annotations.NullMarked;
