package alluxio.admission.injector.scheduling;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static alluxio.admission.injector.Fixtures.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.kube.LabelRequirement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The node affinity of a client pod")
class SchedulingMutatorTest {
    private static final String POOL = "{\"key\":\"pool\",\"operator\":\"In\",\"values\":[\"cache\",\"big\"]}";
    private static final String SPOT = "{\"key\":\"spot\",\"operator\":\"DoesNotExist\"}";
    private static final List<LabelRequirement> REQUIREMENTS = List.of(
            new LabelRequirement("pool", "In", List.of("cache", "big")),
            new LabelRequirement("spot", "DoesNotExist", List.of()));

    private final Injector injector = Fixtures.schedulingInjector(SchedulingMode.AUTO, REQUIREMENTS);

    @Test
    @DisplayName("has the profile's requirements, and the status has them")
    void created() {
        ObjectNode result = inject(injector, labelled(""));
        assertThat(result.at("/spec/affinity").toString())
                .isEqualTo("{\"nodeAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":"
                        + "{\"nodeSelectorTerms\":[{\"matchExpressions\":[" + POOL + "," + SPOT + "]}]}}}");
        String required = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution";
        JsonNode status = Fixtures.JSON.readTree(
                result.at("/metadata/annotations").path(Keys.STATUS).stringValue(""));
        assertThat(status.at("/added/nodeRequirements").toString())
                .matches("\\{\"0\":\\{\"pool In cache,big\":\"[0-9a-f]{12}\",\"spot DoesNotExist\":\"[0-9a-f]{12}\"}}");
        for (String parent : List.of(
                "spec.affinity", required, required + ".nodeSelectorTerms", required + ".nodeSelectorTerms[0]")) {
            assertThat(status.path("parents").path(parent).stringValue(""))
                    .as(parent)
                    .isEqualTo("absent");
        }
        assertComplete(result);
    }

    @Test
    @DisplayName(
            "keeps its preferences and terms; each term gets the missing requirements once, and an empty one stays empty")
    void eachTerm() {
        ObjectNode result = inject(
                injector,
                withTerms("{'matchExpressions':[{'key':'zone','operator':'In','values':['a']}]},"
                        + "{'matchExpressions':[{'values':['big','cache'],'operator':'In','key':'pool'}]},"
                        + "{'matchExpressions':[{'key':'pool','operator':'In','values':['big']}]},{}"));
        assertThat(terms(result).toString())
                .isEqualTo("[{\"matchExpressions\":[{\"key\":\"zone\",\"operator\":\"In\",\"values\":[\"a\"]}," + POOL
                        + ","
                        + SPOT + "]},"
                        + "{\"matchExpressions\":[{\"values\":[\"big\",\"cache\"],\"operator\":\"In\",\"key\":\"pool\"},"
                        + SPOT + "]},"
                        + "{\"matchExpressions\":[{\"key\":\"pool\",\"operator\":\"In\",\"values\":[\"big\"]}," + SPOT
                        + "]},{}]");
        assertThat(result.at("/spec/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution")
                        .size())
                .isEqualTo(1);
        assertThat(result.at("/metadata/annotations").path(Keys.STATUS).stringValue(""))
                .containsPattern(
                        "\"nodeRequirements\":\\{"
                                + "\"0\":\\{\"pool In cache,big\":\"[0-9a-f]{12}\",\"spot DoesNotExist\":\"[0-9a-f]{12}\"},"
                                + "\"1\":\\{\"spot DoesNotExist\":\"[0-9a-f]{12}\"},\"2\":\\{\"spot DoesNotExist\":\"[0-9a-f]{12}\"}}");
        assertComplete(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'affinity':null", "'affinity':{}", "'affinity':{'nodeAffinity':null,'podAffinity':{}}"})
    @DisplayName("is added whatever parents are missing")
    void parents(String affinity) {
        assertThat(terms(inject(injector, labelledSpec(affinity))).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nodeName: the kubelet ends a pod that does not fit | 'nodeName':'n1' | {}
                    a pinned term          | 'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':{'nodeSelectorTerms':[{'matchFields':[{'key':'metadata.name','operator':'In','values':['n1']}]}]}}} | {}
                    a DaemonSet's pod      | 'priority':0 | {'ownerReferences':[{'kind':'DaemonSet','controller':true}]}
                    """)
    @DisplayName("of a pod whose node is chosen already is not changed, with a warning if it was required")
    void nodeChosen(String why, String spec, String metadata) {
        ObjectNode pod = labelledSpec(spec);
        ((ObjectNode) pod.get("metadata")).setAll(Fixtures.json(metadata));
        JsonNode before = pod.at("/spec/affinity");
        Decision.Injected decision = injected(injector, pod);
        assertThat(apply(pod, decision.patch()).at("/spec/affinity")).as(why).isEqualTo(before);
        assertThat(decision.notes()).extracting(Note::toString).anyMatch(n -> n.contains("INFO, code=scheduling"));
        assertThat(injected(injector, annotate(pod, Keys.SCHEDULING, "required"))
                        .notes())
                .extracting(Note::toString)
                .anyMatch(n -> n.contains("WARNING, code=scheduling"));
    }

    @Test
    @DisplayName("is not changed with scheduling: none, of the profile or the pod")
    void none() {
        assertThat(inject(injector, annotate(labelled(""), Keys.SCHEDULING, "none"))
                        .path("spec")
                        .has("affinity"))
                .isFalse();
        Injector off = Fixtures.schedulingInjector(SchedulingMode.NONE, REQUIREMENTS);
        assertThat(inject(off, labelled("")).path("spec").has("affinity")).isFalse();
        assertThat(terms(inject(off, annotate(labelled(""), Keys.SCHEDULING, "auto")))
                        .size())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("is not added if workers run everywhere; a pod that requires it is then refused, with the fix")
    void nothingRequired() {
        Injector everywhere = Fixtures.schedulingInjector(SchedulingMode.AUTO, List.of());
        assertThat(inject(everywhere, labelled("")).path("spec").has("affinity"))
                .isFalse();
        assertThat(refusals(everywhere, annotate(labelled(""), Keys.SCHEDULING, "required")))
                .extracting(Refusal::message)
                .containsExactly(
                        "scheduling is \"required\", but profile \"alluxio\" does not say which nodes can have a "
                                + "worker; add scheduling.nodeSelector, scheduling.affinity or scheduling.workerPods to the profile, as its workers have "
                                + "them, or set alluxio.io/scheduling: auto");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'nodeSelector':{'pool':'other'}",
                "'nodeSelector':{'spot':'yes'}",
                "'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':{'nodeSelectorTerms':"
                        + "[{'matchExpressions':[{'key':'pool','operator':'NotIn','values':['big','cache','x']}]}]}}}",
                "'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':{'nodeSelectorTerms':"
                        + "[{'matchExpressions':[{'key':'spot','operator':'Exists'}]},"
                        + "{'matchExpressions':[{'key':'spot','operator':'Gt','values':['1']}]}]}}}"
            })
    @DisplayName("that contradicts the pod's is added, with a warning")
    void contradiction(String spec) {
        assertThat(injected(injector, labelledSpec(spec)).notes())
                .extracting(Note::code)
                .contains("scheduling-contradiction");
    }

    @Test
    @DisplayName("that leaves one of the pod's alternatives is not a contradiction")
    void oneAlternativeLeft() {
        assertThat(injected(
                                injector,
                                withTerms("{'matchExpressions':[{'key':'spot','operator':'Exists'}]},"
                                        + "{'matchExpressions':[{'key':'zone','operator':'Exists'}]}"))
                        .notes())
                .isEmpty();
    }

    @Test
    @DisplayName("is never added to an Alluxio pod; one that selects it gets a warning")
    void own() {
        ObjectNode worker = Fixtures.json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':["
                + "{'name':'alluxio-worker','image':'alluxio/alluxio:2.9.6','args':['worker-only']}]}}");
        assertThat(inject(injector, worker).path("spec").has("affinity")).isFalse();
        assertThat(injected(injector, annotate(worker, Keys.SCHEDULING, "required"))
                        .notes())
                .extracting(Note::message)
                .containsExactly(
                        "annotation alluxio.io/scheduling has no effect: the pod has no container that is a client; remove it");
    }

    private void assertComplete(ObjectNode result) {
        assertThat(injected(injector, result).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    private static JsonNode terms(ObjectNode pod) {
        return pod.at("/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms");
    }

    private static ObjectNode withTerms(String terms) {
        return labelledSpec("'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':"
                + "{'nodeSelectorTerms':[" + terms + "]},'preferredDuringSchedulingIgnoredDuringExecution':"
                + "[{'weight':1,'preference':{}}]}}");
    }
}
