package alluxio.admission.injector.fuse;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.configuration.Glob;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Warns about a FUSE sidecar in a pod whose mesh proxy is an ordinary container. The mesh redirects the pod's traffic before any
 * container starts, by its init container or its CNI plugin; the FUSE sidecar starts before all ordinary containers, so it reaches no
 * master until the proxy runs, which waits for the sidecar's startup probe: the pod hangs for ever. Only a warning, since the name of
 * a container proves no redirection; and nothing is done about it, because leaving ports out of a mesh is a decision about its security.
 *
 * <p>Sources of the annotations: the documentation of the meshes. Consul, Kuma and App Mesh have no annotation for native sidecars.
 */
public final class FuseMeshWarning {
    /**
     * A mesh that can run its proxy as an ordinary container.
     *
     * @param nativeSidecar the annotation that makes it a native sidecar; "" without one
     * @param excludedPorts the annotation that takes ports of others out of the redirection
     */
    private record MeshProxy(Glob container, String nativeSidecar, String excludedPorts) {}

    private static final List<MeshProxy> MESHES = List.of(
            new MeshProxy(
                    new Glob("istio-proxy"),
                    "sidecar.istio.io/nativeSidecar",
                    "traffic.sidecar.istio.io/excludeOutboundPorts"),
            new MeshProxy(
                    new Glob("linkerd-proxy"),
                    "config.beta.linkerd.io/proxy-enable-native-sidecar",
                    "config.linkerd.io/skip-outbound-ports"),
            new MeshProxy(
                    new Glob("consul-dataplane*"), "", "consul.hashicorp.com/transparent-proxy-exclude-outbound-ports"),
            new MeshProxy(new Glob("kuma-sidecar"), "", "traffic.kuma.io/exclude-outbound-ports"));

    private FuseMeshWarning() {}

    /**
     * For a pod that got FUSE in mode sidecar.
     *
     * @param annotations of the pod
     */
    public static void check(Injection injection, Map<String, String> annotations) {
        Set<Integer> masters =
                injection.profile().masters().stream().map(HostPort::port).collect(Collectors.toSet());
        for (JsonNode container : injection.spec().list("containers")) {
            String name = container.path("name").stringValue("");
            MESHES.stream()
                    .filter(mesh -> mesh.container().matches(name))
                    .filter(mesh -> !excluded(annotations.getOrDefault(mesh.excludedPorts(), ""), masters))
                    .forEach(mesh -> injection.report().warn("fuse-sidecar-mesh", message(name, mesh, ports(masters))));
        }
    }

    private static String message(String name, MeshProxy mesh, String ports) {
        return "the FUSE sidecar starts before " + name
                + ", which redirects its traffic: it cannot reach Alluxio, and the pod hangs; "
                + "annotate the pod with "
                + (mesh.nativeSidecar().isEmpty() ? "" : mesh.nativeSidecar() + ": \"true\" or ")
                + mesh.excludedPorts() + ": \"" + ports + "\"";
    }

    /** Of masters and workers. */
    private static String ports(Set<Integer> masters) {
        return Stream.concat(masters.stream(), Stream.of(AlluxioPort.WORKER_RPC.number()))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    /** Whether a list of ports and ranges of ports, as these annotations hold it, has all of them. */
    private static boolean excluded(String list, Set<Integer> ports) {
        List<String> entries = Arrays.stream(list.split(",")).map(String::strip).toList();
        return ports.stream().allMatch(port -> entries.stream().anyMatch(entry -> has(entry, port)));
    }

    private static boolean has(String entry, int port) {
        int dash = entry.indexOf('-');
        String first = dash < 0 ? entry : entry.substring(0, dash);
        String last = dash < 0 ? entry : entry.substring(dash + 1);
        try {
            return Integer.parseInt(first) <= port && port <= Integer.parseInt(last);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
