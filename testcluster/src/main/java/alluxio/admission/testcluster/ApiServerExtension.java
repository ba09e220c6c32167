package alluxio.admission.testcluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts an API server when the first test asks for it and closes it at the end of the run. Equal options share one
 * server. Nothing is skipped: when it can't be had, the test fails and says why. The system property {@code
 * testcluster.logs} names a folder where the logs stay.
 */
public final class ApiServerExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ApiServerExtension.class);

    private final ApiServerOptions options;

    public ApiServerExtension() {
        this(optionsFromProperties());
    }

    public ApiServerExtension(ApiServerOptions options) {
        this.options = options;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ApiServer.class || type == KubernetesClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ApiServer server =
                context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(options, ApiServer::start, ApiServer.class);
        return parameter.getParameter().getType() == ApiServer.class ? server : server.client();
    }

    private static ApiServerOptions optionsFromProperties() {
        String logs = System.getProperty("testcluster.logs", "");
        ApiServerOptions defaults = ApiServerOptions.defaults();
        return logs.isBlank() ? defaults : defaults.withLogs(Path.of(logs));
    }
}
