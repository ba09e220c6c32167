package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Registration.Route;
import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.injection.TestPods;
import alluxio.admission.app.injection.TestPods.TestPod;
import alluxio.admission.injector.Removal;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@RealApiServer
@DisplayName("A pod as the API server stores it")
class UninjectIT {
    private static final String SCOPE = "uninject";

    @Test
    @DisplayName("is after uninject what it would have been without the webhook: its defaults hide nothing of ours")
    void stored(ApiServer cluster) {
        Api api = new Api(cluster);
        api.namespace(SCOPE, SCOPE, Map.of());
        List<String> problems = new ArrayList<>();
        int compared = 0;
        try (Registration _ = Registration.start(api, SCOPE, SCOPE, Route.URL, TestConfigurations.everything(SCOPE))) {
            for (TestPod test : TestPods.all()) {
                Api.Reply before = api.dryRun(SCOPE, Pods.labelled(test.pod(), "false"));
                Api.Reply after = api.dryRun(SCOPE, test.pod());
                if (!before.created() || !after.created()) {
                    continue;
                }
                compared++;
                Removal removal = new Uninjector().remove(after.pod());
                JsonNode result =
                        io.fabric8.zjsonpatch.JsonPatch.apply(removal.patch().toJson(), after.pod());
                boolean warned =
                        removal.notes().stream().anyMatch(note -> note.severity() == Note.NoteSeverity.WARNING);
                if (warned || !parts(result).equals(parts(before.pod()))) {
                    problems.add(
                            test + ": " + removal.notes() + " " + parts(result) + " is not " + parts(before.pod()));
                }
            }
        }
        System.out.println("uninject of stored pods: " + compared + " pods, " + problems.size() + " differ");
        assertThat(compared).isGreaterThan(50);
        assertThat(problems).isEmpty();
    }

    /** What a user wrote and what defaults made of it. The API server stores no null and no empty list of a pod. */
    static List<JsonNode> parts(JsonNode pod) {
        ObjectNode annotations = pod.path("metadata").path("annotations") instanceof ObjectNode object
                ? object.deepCopy()
                : ((ObjectNode) pod).objectNode();
        // One that a test pod brings along is the webhook's own.
        annotations.remove(Keys.STATUS);
        JsonNode spec = pod.path("spec").deepCopy();
        dropEmpty(spec);
        return List.of(annotations, spec);
    }

    private static void dropEmpty(JsonNode node) {
        node.forEach(UninjectIT::dropEmpty);
        if (node instanceof ObjectNode object) {
            List<String> empty = object.propertyStream()
                    .filter(e -> e.getValue().isNull() || (e.getValue() instanceof ArrayNode a && a.isEmpty()))
                    .map(Map.Entry::getKey)
                    .toList();
            object.remove(empty);
        }
    }
}
