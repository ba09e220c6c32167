package alluxio.admission.testcluster.node;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class parameters of type {@link Node}. All classes of a run share one node, so use names of your
 * own. The system property {@code testcluster.logs} names a folder where the logs stay.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(NodeExtension.class)
public @interface RealNode {}
