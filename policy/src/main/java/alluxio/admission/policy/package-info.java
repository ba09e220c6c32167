/**
 * Judges objects: rules over (object, old object, what else is seen). Pure and total; one rule per file below
 * {@code rules}.
 */
@NullMarked
package alluxio.admission.policy;

import org.jspecify.annotations.NullMarked;
