/** Pods and configurations made up at random, what holds for each of them, and how a failing one is made small. */
@org.jspecify.annotations.NullMarked
package alluxio.admission.app.generated;
