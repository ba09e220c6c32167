/** What a decision costs as its input grows: in steps of the budget and in bytes that the deciding thread allocates. */
@NullMarked
package alluxio.admission.app.linear;

import org.jspecify.annotations.NullMarked;
