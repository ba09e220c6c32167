/** The policy engine, joined to the injector and to the other documents of the input. */
@NullMarked
package alluxio.admission.app.validation;

import org.jspecify.annotations.NullMarked;
