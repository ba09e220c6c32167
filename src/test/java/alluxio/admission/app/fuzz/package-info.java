/** Coverage-guided fuzzing by Jazzer. Without {@code -Pfuzz} each target only runs the inputs that are kept. */
@org.jspecify.annotations.NullMarked
package alluxio.admission.app.fuzz;
