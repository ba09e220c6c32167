package alluxio.admission.injector;

import alluxio.admission.model.Feature;
import alluxio.admission.model.Role;
import alluxio.admission.model.RoleRecognition;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What kind of pod it is. Null values of labels and annotations read as "", as Kubernetes decodes them.
 *
 * @param isAlluxiosOwn whether it runs a server of Alluxio's, or nothing but containers of Alluxio's
 */
record PodView(ObjectNode pod, Map<String, String> labels, Map<String, String> annotations, boolean isAlluxiosOwn) {
    private static final String MIRROR = "kubernetes.io/config.mirror";
    private static final String OS_LABEL = "kubernetes.io/os";

    static PodView of(ObjectNode pod) {
        Map<String, String> labels = texts(pod.path("metadata").path("labels"));
        return new PodView(pod, labels, texts(pod.path("metadata").path("annotations")), isOwn(pod, labels));
    }

    boolean isMirror() {
        return annotations.containsKey(MIRROR);
    }

    /** Alluxio's own pods are given configuration, never made clients. */
    boolean offers(Feature feature) {
        return !isAlluxiosOwn || feature == Feature.HDFS || feature == Feature.HOST_ALIASES;
    }

    /** Why nothing can be injected into such a pod; empty when something can. */
    Optional<String> whyNot(PodSettings settings) {
        if (isWindows()) {
            return Optional.of("a Windows pod: Alluxio's sockets and mounts are Linux's");
        }
        if (isAlluxiosOwn && settings.features().stream().noneMatch(this::offers)) {
            return Optional.of("a pod of Alluxio's own: of the features, only hdfs and host-aliases are for it");
        }
        return Optional.empty();
    }

    private boolean isWindows() {
        JsonNode spec = pod.path("spec");
        return spec.path("os").path("name").stringValue("").equals("windows")
                || spec.path("nodeSelector").path(OS_LABEL).stringValue("").equals("windows");
    }

    private static boolean isOwn(ObjectNode pod, Map<String, String> labels) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        boolean applications = false;
        for (JsonNode container : pod.path("spec").path("containers")) {
            Optional<Role> role = RoleRecognition.of(container, labels);
            role.ifPresent(roles::add);
            applications |= role.isEmpty();
        }
        boolean server = roles.stream().anyMatch(role -> role != Role.FUSE);
        return server || (!roles.isEmpty() && !applications);
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().stringValue("")));
        return texts;
    }
}
