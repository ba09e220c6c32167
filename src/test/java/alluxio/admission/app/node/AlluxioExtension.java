package alluxio.admission.app.node;

import alluxio.admission.testcluster.node.NodeExtension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Puts Alluxio and our webhook on the shared node when the first test asks for them. */
final class AlluxioExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(AlluxioExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AlluxioOnNode.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        AlluxioExtension.class,
                        key -> AlluxioOnNode.deploy(NodeExtension.shared(context)),
                        AlluxioOnNode.class);
    }
}
