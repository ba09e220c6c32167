package alluxio.admission.testcluster;

import io.fabric8.kubernetes.api.model.EndpointAddressBuilder;
import io.fabric8.kubernetes.api.model.EndpointSubsetBuilder;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A Service whose endpoints are ports on loopback. The API server hears of a change within milliseconds, but not at
 * once: poll for its effect. Thread-safe.
 */
public final class ExposedService {

    /** The port of every endpoint as the API server sees it; the real one is where the proxy leads. */
    public static final int ENDPOINT_PORT = 8443;

    /** The minor version 1.30, whose API server finds a Service's addresses in Endpoints; later ones warn about those. */
    private static final String LAST_WITH_ENDPOINTS = "30";

    private final KubernetesClient client;
    private final ServiceProxy proxy;
    private final String namespace;
    private final String name;
    private final int port;
    private final String portName;
    private final Map<Integer, String> addresses = new HashMap<>();

    private ExposedService(
            KubernetesClient client, ServiceProxy proxy, String namespace, String name, int port, String portName) {
        this.client = client;
        this.proxy = proxy;
        this.namespace = namespace;
        this.name = name;
        this.port = port;
        this.portName = portName;
    }

    /**
     * One instance behind the Service.
     *
     * @param loopbackPort where it listens on 127.0.0.1
     * @param ready the API server calls ready endpoints only
     */
    public record Endpoint(int loopbackPort, boolean ready) {}

    /** Creates namespace and Service where they don't exist; an existing Service keeps what it has. */
    static ExposedService create(KubernetesClient client, ServiceProxy proxy, String namespace, String name, int port) {
        if (client.namespaces().withName(namespace).get() == null) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .create();
        }
        Service service =
                client.services().inNamespace(namespace).withName(name).get();
        if (service == null) {
            service = client.resource(newService(namespace, name, port)).create();
        }
        return new ExposedService(client, proxy, namespace, name, port, portName(service, port));
    }

    public String namespace() {
        return namespace;
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    /** The name that the server's certificate must carry. */
    public String host() {
        return name + "." + namespace + ".svc";
    }

    /** Makes these ports on loopback the only endpoints, all of them ready. */
    public void readyOn(List<Integer> loopbackPorts) {
        endpoints(loopbackPorts.stream()
                .map(loopbackPort -> new Endpoint(loopbackPort, true))
                .toList());
    }

    /**
     * Makes these the only endpoints. Connections to former ones stay open, as they do in a cluster; a port keeps its
     * address for as long as this object lives.
     */
    public synchronized void endpoints(Collection<Endpoint> endpoints) {
        Map<String, Boolean> ready = new LinkedHashMap<>();
        endpoints.forEach(endpoint ->
                ready.put(addresses.computeIfAbsent(endpoint.loopbackPort(), proxy::newAddress), endpoint.ready()));
        addresses(ready);
    }

    /**
     * Makes these the only endpoints, at port {@value #ENDPOINT_PORT}. Only an API server with {@link
     * ApiServerOptions#withDirectServices} calls addresses that are not our proxy's.
     *
     * @param ready by address, which must not be of loopback
     */
    public synchronized void addresses(Map<String, Boolean> ready) {
        var slice = new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name + "-loopback")
                .addToLabels("kubernetes.io/service-name", name)
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort()
                .withName(portName)
                .withPort(ENDPOINT_PORT)
                .withProtocol("TCP")
                .endPort();
        ready.forEach((address, isReady) -> slice.addToEndpoints(new EndpointBuilder()
                .withAddresses(address)
                .withNewConditions()
                .withReady(isReady)
                .endConditions()
                .build()));
        client.resource(slice.build()).createOr(NonDeletingOperation::update);
        if (client.getKubernetesVersion().getMinor().compareTo(LAST_WITH_ENDPOINTS) <= 0) {
            client.resource(endpoints(ready)).createOr(NonDeletingOperation::update);
        }
    }

    /** As a controller manager writes it beside the slices. */
    private Endpoints endpoints(Map<String, Boolean> ready) {
        var subset = new EndpointSubsetBuilder();
        ready.forEach((address, isReady) -> {
            var entry = new EndpointAddressBuilder().withIp(address).build();
            if (isReady) {
                subset.addToAddresses(entry);
            } else {
                subset.addToNotReadyAddresses(entry);
            }
        });
        var endpoints = new EndpointsBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata();
        return ready.isEmpty()
                ? endpoints.build()
                : endpoints
                        .addToSubsets(subset.addNewPort()
                                .withName(portName)
                                .withPort(ENDPOINT_PORT)
                                .withProtocol("TCP")
                                .endPort()
                                .build())
                        .build();
    }

    private static Service newService(String namespace, String name, int port) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withName("https")
                .withPort(port)
                .withNewTargetPort(ENDPOINT_PORT)
                .endPort()
                .endSpec()
                .build();
    }

    /** The API server joins Service and EndpointSlice by the name of the port; without a name it is empty in both. */
    private static String portName(Service service, int port) {
        ServicePort found = service.getSpec().getPorts().stream()
                .filter(candidate -> candidate.getPort() == port)
                .findFirst()
                .orElseThrow(() -> new TestClusterException("Service "
                        + service.getMetadata().getNamespace() + "/"
                        + service.getMetadata().getName() + " has no port " + port));
        return Objects.requireNonNullElse(found.getName(), "");
    }
}
