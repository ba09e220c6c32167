package alluxio.admission.testcluster.node;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts a node when the first test asks for it and closes it at the end of the run. Nothing is skipped: when it can't
 * be had, the test fails and says why.
 */
public final class NodeExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(NodeExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Node.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context);
    }

    /** The node of this run, for extensions that put more on it. */
    public static Node shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(NodeExtension.class, key -> Node.start(optionsFromProperties()), Node.class);
    }

    private static NodeOptions optionsFromProperties() {
        String logs = System.getProperty("testcluster.logs", "");
        NodeOptions defaults = NodeOptions.defaults();
        return logs.isBlank() ? defaults : defaults.withLogs(Path.of(logs));
    }
}
