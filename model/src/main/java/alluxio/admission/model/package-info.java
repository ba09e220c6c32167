/**
 * What all modules share: the labels and annotations, the features, limits and the budget of a decision, and how text is
 * shown. No I/O; depends on no other module of this project.
 */
@NullMarked
package alluxio.admission.model;

import org.jspecify.annotations.NullMarked;
