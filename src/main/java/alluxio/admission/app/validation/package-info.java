/** The policy engine with what it needs of the rest: the injector, and the other documents of the input. */
@NullMarked
package alluxio.admission.app.validation;

import org.jspecify.annotations.NullMarked;
