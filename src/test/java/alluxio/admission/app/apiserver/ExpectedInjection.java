package alluxio.admission.app.apiserver;

import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.ClientOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@link ExactSpecIT}'s pod shall look like, written out by hand: nothing here is computed by the injector. */
final class ExpectedInjection {
    /** What a feature adds to the pod and to each client, as JSON. */
    private record Addition(Feature feature, List<String> volumes, List<String> mounts, List<String> variables) {}

    private static final List<Addition> ADDITIONS = List.of(
            new Addition(Feature.SHORT_CIRCUIT, List.of("""
                            {"name":"alluxio-domain","hostPath":{"path":"/tmp/alluxio-domain","type":"Directory"}}"""), List.of("""
                            {"name":"alluxio-domain","mountPath":"/opt/domain","readOnly":true}"""), List.of()),
            new Addition(Feature.FUSE, List.of("""
                            {"name":"alluxio-fuse","hostPath":{"path":"/mnt/alluxio","type":"Directory"}}"""), List.of("""
                            {"name":"alluxio-fuse","mountPath":"/mnt/alluxio","readOnly":true,"mountPropagation":"HostToContainer"}"""), List.of("""
                            {"name":"ALLUXIO_FUSE_PATH","value":"/mnt/alluxio/fuse"}""")),
            new Addition(Feature.HDFS, List.of("""
                            {"name":"alluxio-hdfs-alluxio-hdfs-config","secret":{"secretName":"alluxio-hdfs-config","defaultMode":292}}"""), List.of("""
                            {"name":"alluxio-hdfs-alluxio-hdfs-config","mountPath":"/secrets/hdfsConfig","readOnly":true}"""), List.of("""
                            {"name":"HADOOP_CONF_DIR","value":"/secrets/hdfsConfig"}""")));
    private static final String FILE_VOLUME = """
            {"name":"alluxio-client-properties","downwardAPI":{"defaultMode":292,"items":[{"path":"alluxio-site.properties",
            "fieldRef":{"apiVersion":"v1","fieldPath":"metadata.annotations['alluxio.io/client-properties']"}}]}}""";
    private static final String FILE_MOUNT = """
            {"name":"alluxio-client-properties","mountPath":"/etc/alluxio/alluxio-site.properties","readOnly":true,
            "subPath":"alluxio-site.properties"}""";

    private static final String AFFINITY = """
            {"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[
            {"key":"example.com/cache","operator":"In","values":["alluxio"]}]}]}}}""";

    /** Where the pod's clients stand; its fourth container is a mesh sidecar, which is left alone. */
    private static final List<String> CLIENTS =
            List.of("/spec/initContainers/0", "/spec/initContainers/1", "/spec/containers/0");

    private ExpectedInjection() {}

    /** @param optedOut the pod as the API server stores it without injection */
    static ObjectNode of(ObjectNode optedOut, Set<Feature> features, ClientOptions options) {
        ObjectNode pod = Pods.labelled(optedOut, "true");
        Map<String, Integer> inFront = new HashMap<>();
        for (Addition addition : ADDITIONS) {
            if (features.contains(addition.feature())) {
                addition.volumes().forEach(volume -> append(pod, "/spec", "volumes", volume));
                for (String client : CLIENTS) {
                    addition.mounts().forEach(mount -> append(pod, client, "volumeMounts", mount));
                    addition.variables().forEach(variable -> prepend(pod, client, variable, inFront));
                }
            }
        }
        if (features.contains(Feature.HOST_ALIASES)) {
            ((ArrayNode) pod.at("/spec/hostAliases/0/hostnames")).add("namenode");
        }
        ((ObjectNode) pod.get("spec")).set("affinity", JsonMapper.shared().readTree(AFFINITY));
        addProperties(pod, features.contains(Feature.SHORT_CIRCUIT), options, inFront);
        addAutoscaler(pod, features);
        return pod;
    }

    private static void addProperties(
            ObjectNode pod, boolean shortCircuit, ClientOptions options, Map<String, Integer> inFront) {
        List<String> properties = new ArrayList<>(
                List.of("alluxio.master.hostname=alluxio-master-0.alluxio", "alluxio.master.rpc.port=19998"));
        if (shortCircuit) {
            properties.add("alluxio.worker.data.server.domain.socket.as.uuid=true");
        }
        properties.add("alluxio.user.file.readtype.default=CACHE");
        switch (options) {
            case ENV -> {
                String flags = "-D" + String.join(" -D", properties);
                String variable = "{\"name\":\"JAVA_TOOL_OPTIONS\",\"value\":\"" + flags + "\"}";
                prepend(pod, "/spec/initContainers/0", variable, inFront);
                prepend(pod, "/spec/initContainers/1", variable, inFront);
                // The application has the variable already, as its first.
                int own = inFront.getOrDefault("/spec/containers/0", 0);
                ((ObjectNode) pod.at("/spec/containers/0/env/" + own)).put("value", "-Xmx1g " + flags);
            }
            case FILE -> {
                append(pod, "/spec", "volumes", FILE_VOLUME);
                CLIENTS.forEach(client -> append(pod, client, "volumeMounts", FILE_MOUNT));
                annotations(pod).put(Keys.CLIENT_PROPERTIES, String.join("\n", properties) + "\n");
            }
            case NONE -> {}
        }
    }

    private static void addAutoscaler(ObjectNode pod, Set<Feature> features) {
        List<String> nodeLocal = new ArrayList<>();
        if (features.contains(Feature.SHORT_CIRCUIT)) {
            nodeLocal.add("alluxio-domain");
        }
        if (features.contains(Feature.FUSE)) {
            nodeLocal.add("alluxio-fuse");
        }
        if (!nodeLocal.isEmpty()) {
            annotations(pod)
                    .put("cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes", String.join(",", nodeLocal));
        }
    }

    private static ObjectNode annotations(ObjectNode pod) {
        return (ObjectNode) pod.at("/metadata/annotations");
    }

    /** Injected variables come in front of the container's, in the order of the features. */
    private static void prepend(ObjectNode pod, String owner, String json, Map<String, Integer> inFront) {
        int index = inFront.merge(owner, 1, Integer::sum) - 1;
        ((ObjectNode) pod.at(owner))
                .withArrayProperty("env")
                .insert(index, JsonMapper.shared().readTree(json));
    }

    private static void append(ObjectNode pod, String owner, String list, String json) {
        JsonNode value = JsonMapper.shared().readTree(json);
        ((ObjectNode) pod.at(owner)).withArrayProperty(list).add(value);
    }
}
