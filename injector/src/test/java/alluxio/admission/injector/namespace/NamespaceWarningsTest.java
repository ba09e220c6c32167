package alluxio.admission.injector.namespace;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.ResourceRequirements;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Before the API server refuses an injected pod,")
class NamespaceWarningsTest {
    private static final Injector SIDECAR =
            Fixtures.injector(Fixtures.sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.FUSE));

    private static ClusterView view(String kind, String object) {
        ObjectNode found = json(object);
        boolean cluster = kind.equals("Namespace");
        return (asked, namespace) ->
                asked.equals(kind) && namespace.equals(cluster ? "" : "team-a") ? List.of(found) : List.of();
    }

    private static List<String> warnings(Injector injector, ObjectNode pod, ClusterView view, String... codes) {
        Decision decision = injector.decide(new InjectionRequest(pod, "team-a", false), view, Budget.ofDecision());
        assertThat(decision).isInstanceOf(Decision.Injected.class);
        // The same for the pod as it then is, when the webhook is called again.
        ObjectNode result = apply(pod, decision.patch());
        Decision again = injector.decide(new InjectionRequest(result, "team-a", false), view, Budget.ofDecision());
        assertThat(messages(again, codes)).isEqualTo(messages(decision, codes));
        return messages(decision, codes);
    }

    private static List<String> messages(Decision decision, String... codes) {
        return decision.notes().stream()
                .filter(note -> List.of(codes).contains(note.code()))
                .peek(note -> assertThat(note.severity()).isEqualTo(Note.NoteSeverity.WARNING))
                .peek(note -> assertThat(note.message().length()).isLessThan(256))
                .map(Note::message)
                .toList();
    }

    private static ClusterView namespace(String level) {
        return view(
                "Namespace",
                "{'metadata':{'name':'team-a','labels':{'pod-security.kubernetes.io/enforce':'" + level + "'}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline", "restricted"})
    @DisplayName("a warning says that its namespace's Pod Security level forbids what is injected")
    void podSecurity(String level) {
        assertThat(warnings(Fixtures.injector(Feature.SHORT_CIRCUIT), labelled(""), namespace(level), "pod-security"))
                .containsExactly(
                        "namespace \"team-a\" enforces " + level
                                + ", which forbids the injected hostPath volume \"alluxio-domain\"; label it "
                                + "pod-security.kubernetes.io/enforce: privileged, or leave the feature out with alluxio.io/features");
        assertThat(warnings(SIDECAR, labelled(""), namespace(level), "pod-security"))
                .singleElement()
                .asString()
                .contains("hostPath volume \"alluxio-domain\" and privileged container \"alluxio-fuse");
    }

    @Test
    @DisplayName(
            "nothing is said of a level that allows it, of a pod that gets nothing forbidden, and of what is not seen")
    void allowed() {
        Injector injector = Fixtures.injector(Feature.SHORT_CIRCUIT);
        assertThat(warnings(injector, labelled(""), namespace("privileged"), "pod-security"))
                .isEmpty();
        assertThat(warnings(injector, labelled(""), ClusterView.NOTHING, "pod-security"))
                .isEmpty();
        assertThat(warnings(
                        injector,
                        annotate(labelled(""), Keys.FEATURES, "host-aliases"),
                        namespace("restricted"),
                        "pod-security"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    'max':{'memory':'2Gi'}                  | its limit of memory, 4Gi, is above the maximum 2Gi
                    'max':{'memory':'4Gi'}                  |
                    'max':{'cpu':'2'}                       | its limit of cpu, 4, is above the maximum 2
                    'max':{'cpu':'4'},'default':{'cpu':'1'} |
                    'min':{'cpu':'600m'}                    | its request of cpu, 0.5, is below the minimum 0.6
                    'min':{'memory':'1Gi'}                  |
                    'min':{'ephemeral-storage':'1Gi'}       |
                    'max':{'ephemeral-storage':'1Gi'}       |
                    'default':{'cpu':'100m'}                |
                    'maxLimitRequestRatio':{'cpu':'8'}      |
                    'maxLimitRequestRatio':{'memory':'1'}   | its limit of memory is more than 1 times its request
                    'maxLimitRequestRatio':{'ephemeral-storage':'2'} | it needs a request and a limit of ephemeral-storage
                    """)
    @DisplayName("a warning says which LimitRange does not allow the FUSE sidecar")
    void limitRange(String limit, String problem) {
        ClusterView view = view(
                "LimitRange",
                "{'metadata':{'name':'lr'},'spec':{'limits':[{'type':'Pod','max':{'cpu':'1m'}},{'type':'Container',"
                        + limit + "}]}}");
        List<String> warnings = warnings(SIDECAR, labelled(""), view, "limit-range").stream()
                .filter(message -> message.contains("\"alluxio-fuse\""))
                .toList();
        if (problem == null) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings)
                    .containsExactly(
                            "LimitRange \"lr\" of the namespace refuses the injected container \"alluxio-fuse\": "
                                    + problem + "; change the LimitRange, or fuse.resources of the profile");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    'hard':{'requests.cpu':'2'},'used':{'requests.cpu':'1900m'} | pod with its injected containers: requests.cpu has 0.1 left, and the pod takes 0.55; raise the quota, or lower fuse.resources of the profile
                    'hard':{'cpu':'2'},'used':{'cpu':'1900m'}                   | pod with its injected containers: cpu has 0.1 left, and the pod takes 0.55; raise the quota, or lower fuse.resources of the profile
                    'hard':{'requests.cpu':'2'},'used':{'requests.cpu':'1'}     |
                    'hard':{'limits.cpu':'5'},'used':{'limits.cpu':'0'}         |
                    'hard':{'limits.ephemeral-storage':'1Gi'},'used':{'limits.ephemeral-storage':'0'} |
                    'hard':{'limits.memory':'4Gi'},'used':{'limits.memory':'0'} | pod with its injected containers: limits.memory has 4Gi left, and the pod takes 4.1Gi; raise the quota, or lower fuse.resources of the profile
                    'hard':{'limits.memory':'4Gi'}                              |
                    """)
    @DisplayName("a warning says which quota has no room for the FUSE sidecar")
    void quota(String status, String problem) {
        String quota = "{'metadata':{'name':'q'},'spec':{%s},'status':{" + status + "}}";
        List<String> warnings =
                warnings(SIDECAR, labelled(""), view("ResourceQuota", quota.replace("%s", "")), "resource-quota");
        if (problem == null) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings).containsExactly("ResourceQuota \"q\" of the namespace refuses the " + problem);
        }
        assertThat(warnings(
                        SIDECAR,
                        labelled(""),
                        view("ResourceQuota", quota.replace("%s", "'scopes':['BestEffort']")),
                        "resource-quota"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'type':'Container','default':{'cpu':'100m'}} | the injected container "alluxio-fuse": its default limit of cpu is below the request 0.5; change the LimitRange, or fuse.resources of the profile
                    {'type':'Container','max':{'cpu':'2'}}        |
                    {'type':'Container','min':{'cpu':'60m'}}      | the injected container "alluxio-fuse-unmount": its request of cpu, 0.05, is below the minimum 0.06; change the LimitRange, or helperResources of the profile
                    {'type':'Container','min':{'memory':'32Mi'}}  |
                    {'type':'Pod','max':{'memory':'5Gi'}}         |
                    {'type':'Pod','max':{'memory':'4Gi'}}         | the pod with its injected containers: the limit of memory in all, 4.1Gi, is above the maximum 4Gi; change the LimitRange, or fuse.resources of the profile
                    """)
    @DisplayName("what LimitRanges give to containers counts, and what they say of small containers and of whole pods")
    void withoutLimit(String item, String problem) {
        Injector injector = Fixtures.injector(Fixtures.withSidecarResources(
                Fixtures.sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.FUSE),
                ResourceRequirements.of(Map.of("memory", "4Gi"), Map.of("cpu", "500m", "memory", "1Gi"))));
        ClusterView view = view("LimitRange", "{'metadata':{'name':'lr'},'spec':{'limits':[" + item + "]}}");
        assertThat(warnings(injector, labelled(""), view, "limit-range"))
                .containsExactlyElementsOf(
                        problem == null ? List.of() : List.of("LimitRange \"lr\" of the namespace refuses " + problem));
        assertThat(warnings(
                        injector,
                        labelled(""),
                        view(
                                "ResourceQuota",
                                "{'metadata':{'name':'q'},'status':{'hard':{'limits.cpu':'9'},'used':{'limits.cpu':'0'}}}"),
                        "resource-quota"))
                .containsExactly(
                        "ResourceQuota \"q\" of the namespace refuses the injected container \"alluxio-fuse\": it must "
                                + "have limits.cpu; add it to fuse.resources of the profile, or a default to a LimitRange");
    }
}
