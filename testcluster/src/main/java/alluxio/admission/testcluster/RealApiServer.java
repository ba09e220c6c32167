package alluxio.admission.testcluster;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class parameters of type {@link ApiServer} or {@link
 * io.fabric8.kubernetes.client.KubernetesClient}. All classes of a run share one server, so use names of your own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(ApiServerExtension.class)
public @interface RealApiServer {}
