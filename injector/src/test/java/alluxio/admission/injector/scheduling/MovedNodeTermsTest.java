package alluxio.admission.injector.scheduling;

import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Removal;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.kube.LabelRequirement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Node affinity to which another webhook adds a term before the injected one")
class MovedNodeTermsTest {
    private static final String TERMS =
            "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms";

    private final Injector injector = Fixtures.schedulingInjector(
            SchedulingMode.AUTO,
            List.of(LabelRequirement.label("disk", "ssd"), new LabelRequirement("spot", "DoesNotExist", List.of())));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{'matchExpressions':[{'key':'zone','operator':'In','values':['a']}]}",
                "{'matchExpressions':[{'key':'zone','operator':'In','values':['a']}]},"
                        + "{'matchExpressions':[{'key':'zone','operator':'In','values':['b']}]}",
                "{},{'matchExpressions':[{'key':'zone','operator':'In','values':['a']}]}",
            })
    @DisplayName("is completed by the next call, and uninjected completely with or without that call")
    void moved(String terms) {
        ObjectNode pod = labelledSpec(
                terms.isEmpty()
                        ? "'restartPolicy':'Always'"
                        : "'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':"
                                + "{'nodeSelectorTerms':[" + terms + "]}}}");
        ObjectNode theirs = json(term("pool", "batch"));
        ObjectNode once = prepend(inject(injector, pod), theirs);
        ObjectNode twice = inject(injector, once);

        assertThat(twice.at(TERMS).valueStream().filter(term -> !term.isEmpty()))
                .allSatisfy(term ->
                        assertThat(term.toString()).containsOnlyOnce("\"ssd\"").containsOnlyOnce("\"spot\""));
        assertThat(injected(injector, twice).patch()).isEqualTo(JsonPatch.EMPTY);
        ObjectNode alone = terms.isEmpty() ? withTerms(pod, theirs) : prepend(pod, theirs);
        for (ObjectNode result : List.of(once, twice)) {
            Removal.Uninjected removal = (Removal.Uninjected) new Uninjector().remove(result);
            assertThat(removal.notes()).extracting(Note::code).containsExactly("uninject-label");
            assertThat((JsonNode) apply(result, removal.patch())).isEqualTo(alone);
        }
    }

    @Test
    @DisplayName("keeps the same expression that the user has written into another term")
    void usersOwn() {
        ObjectNode pod = labelledSpec("'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':"
                + "{'nodeSelectorTerms':[" + term("zone", "a") + "," + term("disk", "ssd") + "]}}}");
        Injector disk =
                Fixtures.schedulingInjector(SchedulingMode.AUTO, List.of(LabelRequirement.label("disk", "ssd")));
        ObjectNode theirs = json(term("pool", "batch"));
        ObjectNode twice = inject(disk, prepend(inject(disk, pod), theirs));
        Removal.Uninjected removal = (Removal.Uninjected) new Uninjector().remove(twice);
        assertThat((JsonNode) apply(twice, removal.patch())).isEqualTo(prepend(pod, theirs));
    }

    private static String term(String key, String value) {
        return "{'matchExpressions':[{'key':'" + key + "','operator':'In','values':['" + value + "']}]}";
    }

    private static ObjectNode prepend(ObjectNode pod, ObjectNode term) {
        ObjectNode result = pod.deepCopy();
        ((ArrayNode) result.at(TERMS)).insert(0, term);
        return result;
    }

    /** The other term is then the only one, in the affinity that was injected. */
    private static ObjectNode withTerms(ObjectNode pod, ObjectNode term) {
        ObjectNode result = pod.deepCopy();
        result.withArray(TERMS).add(term);
        return result;
    }
}
