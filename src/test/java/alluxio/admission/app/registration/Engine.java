package alluxio.admission.app.registration;

import alluxio.admission.app.validation.Validation;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.model.alluxio.ImageReference;
import alluxio.admission.model.alluxio.RoleRecognition;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.kube.AdmissionRequest;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the policy engine has to say of an object that is created, as the server would ask it. */
final class Engine {
    private final Validation validation =
            Validation.ofOneObject(AdmissionConfiguration.defaults(), InstantSource.system());

    /** Whether it finds anything, or recognises a container of Alluxio's. */
    boolean sees(ObjectNode object) {
        return finds(object) || ManifestPod.of(object).stream().anyMatch(Engine::recognises);
    }

    boolean finds(ObjectNode object) {
        return !validation
                .judge(AdmissionRequest.create(object, "default"))
                .findings()
                .isEmpty();
    }

    private static boolean recognises(ManifestPod site) {
        JsonNode pod = site.pod();
        Map<String, String> labels = new LinkedHashMap<>();
        pod.path("metadata").path("labels").forEachEntry((key, value) -> labels.put(key, value.asString("")));
        return Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(list -> pod.path("spec").path(list).valueStream())
                .anyMatch(container -> RoleRecognition.of(container, labels).isPresent()
                        || ImageReference.parse(container.path("image").asString(""))
                                .isAlluxio());
    }

    /** Ids of the rules that find something, for messages. */
    List<String> rules(ObjectNode object) {
        return validation.judge(AdmissionRequest.create(object, "default")).findings().stream()
                .map(finding -> finding.rule())
                .distinct()
                .toList();
    }
}
