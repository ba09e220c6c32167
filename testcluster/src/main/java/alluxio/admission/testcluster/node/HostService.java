package alluxio.admission.testcluster.node;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;

/**
 * A Service of the cluster whose endpoint is a process of this machine, such as a webhook that is being developed.
 *
 * @param port of the Service
 */
public record HostService(String namespace, String name, int port) {

    /** Creates Service and EndpointSlice, and the namespace where there is none; existing ones are changed. */
    public static HostService expose(Node node, String namespace, String name, int port, int hostPort) {
        KubernetesClient client = node.client();
        if (client.namespaces().withName(namespace).get() == null) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .create();
        }
        // Without a selector, so that no controller touches the slice.
        client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withName("https")
                        .withPort(port)
                        .withNewTargetPort(hostPort)
                        .endPort()
                        .endSpec()
                        .build())
                .createOr(NonDeletingOperation::update);
        client.resource(new EndpointSliceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name + "-host")
                        .addToLabels("kubernetes.io/service-name", name)
                        .endMetadata()
                        .withAddressType("IPv4")
                        .addNewPort()
                        .withName("https")
                        .withPort(hostPort)
                        .withProtocol("TCP")
                        .endPort()
                        .addToEndpoints(new EndpointBuilder()
                                .withAddresses(node.hostAddress())
                                .withNewConditions()
                                .withReady(true)
                                .endConditions()
                                .build())
                        .build())
                .createOr(NonDeletingOperation::update);
        return new HostService(namespace, name, port);
    }

    /** The name that the server's certificate must carry. */
    public String host() {
        return name + "." + namespace + ".svc";
    }
}
