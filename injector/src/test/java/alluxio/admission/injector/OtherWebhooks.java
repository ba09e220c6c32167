package alluxio.admission.injector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What other admission plugins and webhooks do to a pod, as far as it concerns the injection: containers before, after and in
 * between, volumes, mounts in every container, annotations. Each is called again when another has changed the pod, and then
 * adds only what is missing.
 */
enum OtherWebhooks {
    /** istiod with native sidecars: it takes its own out and puts them first, istio-init and then istio-proxy. */
    ISTIO_NATIVE,
    /** istiod without: istio-validation first and istio-init last of the init containers, istio-proxy first of the containers. */
    ISTIO_CLASSIC,
    /** The proxy injector puts linkerd-init and the native linkerd-proxy first, and passes a pod that has them. */
    LINKERD,
    /** The agent injector: vault-agent-init as last init container, vault-agent as last container, a mount in all others. */
    VAULT,
    /** The same with agent-init-first. */
    VAULT_FIRST,
    /** The API server's plugin mounts the token in every container and init container that has none, also injected ones. */
    SERVICE_ACCOUNT,
    /** A webhook that adds a container like any other, and an init container in front. */
    LOG_SHIPPER;

    private static final String TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount";

    ObjectNode apply(ObjectNode pod) {
        ObjectNode copy = pod.deepCopy();
        switch (this) {
            case ISTIO_NATIVE -> istio(copy, true);
            case ISTIO_CLASSIC -> istio(copy, false);
            case LINKERD -> linkerd(copy);
            case VAULT -> vault(copy, false);
            case VAULT_FIRST -> vault(copy, true);
            case SERVICE_ACCOUNT -> serviceAccount(copy);
            case LOG_SHIPPER -> logShipper(copy);
        }
        return copy;
    }

    private static void istio(ObjectNode pod, boolean isNative) {
        Predicate<JsonNode> own = c -> c.path("name").stringValue("").startsWith("istio-");
        List<JsonNode> inits = without(pod, "initContainers", own);
        List<JsonNode> containers = without(pod, "containers", own);
        ObjectNode proxy = mounting(container("istio-proxy"), "istio-envoy", "/etc/istio/proxy");
        if (isNative) {
            inits.addFirst(proxy.put("restartPolicy", "Always"));
            inits.addFirst(container("istio-init"));
        } else {
            inits.addFirst(container("istio-validation"));
            inits.addLast(container("istio-init"));
            containers.addFirst(proxy);
        }
        put(pod, "initContainers", inits);
        put(pod, "containers", containers);
        volume(pod, "istio-envoy", "{'emptyDir':{'medium':'Memory'}}", true);
        volume(pod, "istiod-ca-cert", "{'configMap':{'name':'istio-ca-root-cert','defaultMode':420}}", true);
        annotate(pod, "sidecar.istio.io/status", "{\"containers\":[\"istio-proxy\"]}");
        ((ObjectNode) pod.get("metadata")).withObjectProperty("labels").put("security.istio.io/tlsMode", "istio");
    }

    private static void linkerd(ObjectNode pod) {
        if (has(pod, "linkerd-proxy")) {
            return;
        }
        List<JsonNode> inits = without(pod, "initContainers", c -> false);
        inits.addFirst(container("linkerd-proxy").put("restartPolicy", "Always"));
        inits.addFirst(container("linkerd-init"));
        put(pod, "initContainers", inits);
        volume(pod, "linkerd-identity-end-entity", "{'emptyDir':{'medium':'Memory'}}", false);
        annotate(pod, "linkerd.io/proxy-version", "edge");
    }

    private static void vault(ObjectNode pod, boolean first) {
        if (has(pod, "vault-agent")) {
            return;
        }
        volume(pod, "home-init", "{'emptyDir':{'medium':'Memory'}}", false);
        volume(pod, "vault-secrets", "{'emptyDir':{'medium':'Memory'}}", false);
        for (String list : List.of("initContainers", "containers")) {
            pod.path("spec").path(list).forEach(c -> mounting((ObjectNode) c, "vault-secrets", "/vault/secrets"));
        }
        List<JsonNode> inits = without(pod, "initContainers", c -> false);
        inits.add(first ? 0 : inits.size(), mounting(container("vault-agent-init"), "home-init", "/home/vault"));
        put(pod, "initContainers", inits);
        List<JsonNode> containers = without(pod, "containers", c -> false);
        containers.add(mounting(container("vault-agent"), "vault-secrets", "/vault/secrets"));
        put(pod, "containers", containers);
        annotate(pod, "vault.hashicorp.com/agent-inject-status", "injected");
    }

    private static void serviceAccount(ObjectNode pod) {
        boolean mounted = false;
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : pod.path("spec").path(list)) {
                boolean has = container
                        .path("volumeMounts")
                        .valueStream()
                        .anyMatch(m -> m.path("mountPath").stringValue("").equals(TOKEN));
                if (!has) {
                    mounting((ObjectNode) container, "kube-api-access-x7k2p", TOKEN);
                    mounted = true;
                }
            }
        }
        if (mounted) {
            volume(pod, "kube-api-access-x7k2p", "{'projected':{'defaultMode':420,'sources':[]}}", false);
        }
    }

    private static void logShipper(ObjectNode pod) {
        if (has(pod, "shipper")) {
            return;
        }
        List<JsonNode> inits = without(pod, "initContainers", c -> false);
        inits.addFirst(container("shipper-setup"));
        put(pod, "initContainers", inits);
        List<JsonNode> containers = without(pod, "containers", c -> false);
        containers.addFirst(container("shipper").put("terminationMessagePath", "/dev/termination-log"));
        put(pod, "containers", containers);
    }

    private static boolean has(ObjectNode pod, String name) {
        return pod.path("spec").findValuesAsString("name").contains(name);
    }

    private static ObjectNode container(String name) {
        return Fixtures.JSON.createObjectNode().put("name", name).put("image", name + ":1");
    }

    private static ObjectNode mounting(ObjectNode container, String volume, String path) {
        container
                .withArrayProperty("volumeMounts")
                .addObject()
                .put("name", volume)
                .put("mountPath", path)
                .put("readOnly", true);
        return container;
    }

    private static void volume(ObjectNode pod, String name, String source, boolean first) {
        List<JsonNode> volumes =
                without(pod, "volumes", v -> v.path("name").stringValue("").equals(name));
        ObjectNode volume = Fixtures.JSON.createObjectNode().put("name", name);
        volume.setAll(Fixtures.json(source));
        volumes.add(first ? 0 : volumes.size(), volume);
        put(pod, "volumes", volumes);
    }

    private static void annotate(ObjectNode pod, String key, String value) {
        ObjectNode metadata = (ObjectNode) pod.get("metadata");
        if (!metadata.path("annotations").isObject()) {
            metadata.putObject("annotations");
        }
        ((ObjectNode) metadata.get("annotations")).put(key, value);
    }

    private static List<JsonNode> without(ObjectNode pod, String list, Predicate<JsonNode> gone) {
        List<JsonNode> rest = new ArrayList<>();
        pod.path("spec").path(list).valueStream().filter(gone.negate()).forEach(rest::add);
        return rest;
    }

    private static void put(ObjectNode pod, String list, List<JsonNode> items) {
        ArrayNode array = ((ObjectNode) pod.get("spec")).putArray(list);
        items.forEach(array::add);
    }
}
