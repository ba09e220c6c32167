package alluxio.admission.injector.placement;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.everything;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Removal;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.DiscoveredProfiles;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.configuration.WorkerPods;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.LabelSelector;
import alluxio.admission.model.kube.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A directory of the node")
class NodeDirectoriesTest {
    private static final String PIN =
            "'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':{'nodeSelectorTerms':["
                    + "{'matchFields':[{'key':'metadata.name','operator':'In','values':['%s']}]}]}}}";
    private static final String POD_TERM =
            "{'topologyKey':'kubernetes.io/hostname','namespaces':['alluxio'],'labelSelector':{'matchLabels':{'role':'worker'}}}";
    private static final String OWN_TERM =
            "'affinity':{'podAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':[" + POD_TERM + "]}}";

    private static final SchedulingSettings ON_SSD = new SchedulingSettings(
            SchedulingMode.AUTO,
            List.of(LabelRequirement.label("disk", "ssd")),
            Optional.of(List.of(new Toleration("dedicated", "Equal", "alluxio", "NoSchedule"))));
    private static final SchedulingSettings PODS = new SchedulingSettings(
            SchedulingMode.AUTO,
            List.of(),
            Optional.empty(),
            Optional.of(new WorkerPods("alluxio", new LabelSelector(Map.of("role", "worker"), List.of()))));

    /** A node, and perhaps a worker on it. */
    private static ClusterView view(String labels, String taints, boolean worker) {
        ObjectNode node =
                json("{'metadata':{'name':'n1','labels':{" + labels + "}},'spec':{'taints':[" + taints + "]}}");
        ObjectNode pod = json("{'metadata':{'name':'w','labels':{'role':'worker'}},'spec':{'nodeName':'n1'}}");
        return (kind, namespace) -> switch (kind + "/" + namespace) {
            case "Node/" -> List.of(node);
            case "Pod/alluxio" -> worker ? List.of(pod) : List.of();
            default -> List.of();
        };
    }

    private static Profile profile(SchedulingSettings scheduling) {
        return Fixtures.with(
                everything(Set.of(Feature.SHORT_CIRCUIT, Feature.FUSE)), draft -> draft.scheduling = scheduling);
    }

    private static Injector injector(SchedulingSettings scheduling, boolean discovered) {
        Profile profile = profile(scheduling);
        return new Injector(new AdmissionConfiguration(
                profile.name(),
                Map.of(profile.name(), profile),
                Map.of(),
                InjectionSettings.defaults(),
                PolicySettings.DEFAULT,
                discovered
                        ? new DiscoveredProfiles(Set.of(profile.name()), Map.of(), Set.of("alluxio"))
                        : DiscoveredProfiles.NONE));
    }

    private static Decision.Injected decide(Injector injector, ObjectNode pod, ClusterView view) {
        Decision decision = injector.decide(new InjectionRequest(pod, "team-a", false), view, Budget.ofDecision());
        assertThat(decision).isInstanceOf(Decision.Injected.class);
        Decision.Injected injected = (Decision.Injected) decision;
        ObjectNode result = apply(pod, injected.patch());
        assertThat(injector.decide(new InjectionRequest(result, "team-a", false), view, Budget.ofDecision())
                        .patch())
                .as("f(f(p)) = f(p)")
                .isEqualTo(JsonPatch.EMPTY);
        Removal removal = new Uninjector().remove(result);
        assertThat((JsonNode) apply(result, removal.patch())).as("uninject").isEqualTo(pod);
        return injected;
    }

    private static void assertDirectories(Decision.Injected decision, boolean mounted) {
        if (mounted) {
            assertThat(decision.features()).contains("short-circuit", "fuse");
            assertThat(decision.notes())
                    .extracting(Note::code)
                    .doesNotContain("short-circuit-left-out", "fuse-left-out");
        } else {
            assertThat(decision.features()).isEmpty();
            assertThat(decision.patch().toJson().toString())
                    .contains("leftOut\\\":[\\\"fuse\\\",\\\"short-circuit\\\"]")
                    .doesNotContain("hostPath")
                    .doesNotContain("as.uuid");
            assertThat(decision.notes()).extracting(Note::code).contains("short-circuit-left-out", "fuse-left-out");
            assertThat(decision.notes())
                    .allSatisfy(note -> assertThat(note.message().length()).isLessThan(256));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    'disk':'ssd' | | true
                    'disk':'hdd' | | false
                                 | | false
                    'disk':'ssd' | {'key':'dedicated','value':'alluxio','effect':'NoSchedule'}     | true
                    'disk':'ssd' | {'key':'dedicated','value':'gpu','effect':'NoSchedule'}         | false
                    'disk':'ssd' | {'key':'dedicated','value':'alluxio','effect':'NoExecute'}      | false
                    'disk':'ssd' | {'key':'dedicated','value':'gpu','effect':'PreferNoSchedule'}   | true
                    'disk':'ssd' | {'key':'node.kubernetes.io/unreachable','effect':'NoExecute'}   | true
                    """)
    @DisplayName("is mounted on a node that is known by name only if the workers' selection and tolerations fit it")
    void knownNode(String labels, String taints, boolean mounted) {
        ClusterView view = view(labels == null ? "" : labels, taints == null ? "" : taints, false);
        for (String spec : List.of("'nodeName':'n1'", PIN.formatted("n1"))) {
            assertDirectories(decide(injector(ON_SSD, true), labelledSpec(spec), view), mounted);
            assertDirectories(decide(injector(ON_SSD, false), labelledSpec(spec), view), mounted);
            ObjectNode none = annotate(labelledSpec(spec), Keys.SCHEDULING, "none");
            assertDirectories(decide(injector(ON_SSD, true), none, view), mounted);
        }
    }

    @Test
    @DisplayName("is mounted on a node that is known by name where a worker pod runs, if the workers are no DaemonSet")
    void knownNodeOfPods() {
        ObjectNode pod = labelledSpec("'nodeName':'n1'");
        assertDirectories(decide(injector(PODS, true), pod, view("", "", true)), true);
        assertDirectories(decide(injector(PODS, true), pod, view("", "", false)), false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    'priority':0                     | none | false
                    'nodeSelector':{'disk':'ssd'}    | none | true
                    'nodeSelector':{'disk':'hdd'}    | none | false
                    'nodeName':'n2'                  | auto | false
                    'nodeName':'n2','nodeSelector':{'disk':'ssd'} | auto | true
                    'priority':0                     | auto | true
                    """)
    @DisplayName(
            "is mounted on a node that is not known only if the pod is kept on the workers' nodes, or says so itself")
    void unknownNode(String spec, String mode, boolean mounted) {
        ObjectNode pod = annotate(labelledSpec(spec), Keys.SCHEDULING, mode);
        for (ClusterView view : List.of(ClusterView.NOTHING, view("'disk':'ssd'", "", false))) {
            Decision.Injected decision = decide(injector(ON_SSD, true), pod, view);
            assertDirectories(decision, mounted);
            assertThat(decision.notes().stream().anyMatch(note -> note.code().equals("node-not-seen")))
                    .isEqualTo(spec.contains("nodeName"));
        }
    }

    @Test
    @DisplayName("is mounted if each alternative of the pod's own node affinity implies the workers' nodes")
    void implied() {
        String ssd = "{'matchExpressions':[{'key':'disk','operator':'In','values':['ssd']}]}";
        String zone = "{'matchExpressions':[{'key':'zone','operator':'Exists'}]}";
        for (Map.Entry<String, Boolean> each : Map.of(
                        ssd, true, ssd + ",{}", true, ssd + "," + zone, false, zone, false)
                .entrySet()) {
            ObjectNode pod = annotate(labelledSpec(ownTerms(each.getKey())), Keys.SCHEDULING, "none");
            assertDirectories(decide(injector(ON_SSD, true), pod, ClusterView.NOTHING), each.getValue());
        }
    }

    @Test
    @DisplayName(
            "is mounted wherever the pod lands if the workers run everywhere, or if nothing of the cluster is seen")
    void everywhere() {
        for (String spec : List.of("'priority':0", "'nodeName':'n2'", PIN.formatted("n2"))) {
            ObjectNode pod = annotate(labelledSpec(spec), Keys.SCHEDULING, "none");
            assertDirectories(decide(injector(SchedulingSettings.DEFAULT, true), pod, ClusterView.NOTHING), true);
            assertDirectories(decide(injector(ON_SSD, false), pod, ClusterView.NOTHING), true);
        }
    }

    @Test
    @DisplayName("of workers that are no DaemonSet brings pod affinity to them; without a directory there is none")
    void podAffinity() {
        for (boolean discovered : List.of(true, false)) {
            Injector injector = injector(PODS, discovered);
            for (String spec : List.of(
                    "'priority':0",
                    "'affinity':{}",
                    "'affinity':null",
                    "'affinity':{'podAffinity':{'preferredDuringSchedulingIgnoredDuringExecution':[]}}",
                    "'affinity':{'podAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':[{'topologyKey':'zone'}]}}")) {
                ObjectNode pod = labelledSpec(spec);
                Decision.Injected decision = decide(injector, pod, ClusterView.NOTHING);
                assertDirectories(decision, true);
                JsonNode terms = apply(pod, decision.patch())
                        .at("/spec/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution");
                assertThat(terms.get(terms.size() - 1))
                        .isEqualTo(json("{'labelSelector':{'matchLabels':{'role':'worker'}},'namespaces':['alluxio'],"
                                + "'topologyKey':'kubernetes.io/hostname'}"));
            }
            ObjectNode network = annotate(labelledSpec("'priority':0"), Keys.FEATURES, "");
            assertThat(apply(
                                    network,
                                    decide(injector, network, ClusterView.NOTHING)
                                            .patch())
                            .at("/spec")
                            .has("affinity"))
                    .isFalse();
            ObjectNode required = annotate(network.deepCopy(), Keys.SCHEDULING, "required");
            assertThat(apply(
                                    required,
                                    decide(injector, required, ClusterView.NOTHING)
                                            .patch())
                            .at("/spec")
                            .has("affinity"))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("of workers that are no DaemonSet is left out where that affinity is not added, unless the pod has it")
    void withoutPodAffinity() {
        Injector injector = injector(PODS, true);
        assertDirectories(
                decide(injector, annotate(labelledSpec("'priority':0"), Keys.SCHEDULING, "none"), ClusterView.NOTHING),
                false);
        assertDirectories(decide(injector, labelledSpec("'nodeName':'n2'"), ClusterView.NOTHING), false);
        ObjectNode own = labelledSpec(OWN_TERM);
        Decision.Injected decision = decide(injector, own, ClusterView.NOTHING);
        assertDirectories(decision, true);
        assertThat(apply(own, decision.patch())
                        .at("/spec/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution")
                        .size())
                .isEqualTo(1);
        assertDirectories(
                decide(injector, annotate(labelledSpec(OWN_TERM), Keys.SCHEDULING, "none"), ClusterView.NOTHING), true);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("is a matter of the socket's directory and of the tiers alike")
    void policies(ShortCircuitPolicy policy) {
        Profile profile = Fixtures.with(everything(Set.of(Feature.SHORT_CIRCUIT)), draft -> {
            draft.scheduling = PODS;
            draft.shortCircuit = Optional.of(
                    new ShortCircuitSettings(policy, true, Optional.of("/tmp/d"), "/opt/domain", List.of("/mnt/ram")));
        });
        ObjectNode pod = annotate(labelledSpec("'priority':0"), Keys.SCHEDULING, "none");
        assertThat(Fixtures.injected(Fixtures.injector(profile), pod).features())
                .isEmpty();
        assertThat(Fixtures.injected(Fixtures.injector(profile), labelledSpec("'priority':0"))
                        .features())
                .containsExactly("short-circuit");
    }

    @Test
    @DisplayName("stays as it was decided first, when another replica sees other nodes")
    void twoViews() {
        ClusterView fits = view("'disk':'ssd'", "", false);
        ClusterView not = view("'disk':'hdd'", "", false);
        List<ClusterView> views = List.of(ClusterView.NOTHING, fits, not);
        for (boolean discovered : List.of(true, false)) {
            Injector injector = injector(ON_SSD, discovered);
            for (ObjectNode pod : List.of(
                    labelledSpec("'nodeName':'n1'"),
                    labelledSpec(PIN.formatted("n1")),
                    annotate(labelledSpec("'priority':0"), Keys.SCHEDULING, "none"))) {
                for (ClusterView first : views) {
                    for (ClusterView second : views) {
                        Decision.Injected once = decide(injector, pod, first);
                        Decision.Injected twice = decideOnly(injector, apply(pod, once.patch()), second);
                        assertThat(twice.patch()).isEqualTo(JsonPatch.EMPTY);
                        assertThat(twice.features()).isEqualTo(once.features());
                        Decision.Injected fresh = decide(injector, pod, second);
                        List<String> changed = new ArrayList<>(fresh.features());
                        changed.removeAll(once.features());
                        List<String> lost = new ArrayList<>(once.features());
                        lost.removeAll(fresh.features());
                        assertThat(twice.notes().stream()
                                        .anyMatch(note -> note.code().equals("injection-retained")
                                                || note.message().contains("when the pod was injected first")))
                                .isEqualTo(!(changed.isEmpty() && lost.isEmpty()));
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("is mounted when the pod that did without is created again, and is kept on the workers' nodes now")
    void changedSince() {
        Injector injector = injector(ON_SSD, true);
        ObjectNode pod = annotate(labelledSpec("'priority':0"), Keys.SCHEDULING, "none");
        ObjectNode without =
                apply(pod, decide(injector, pod, ClusterView.NOTHING).patch());
        assertDirectories(decideOnly(injector, annotate(without, Keys.SCHEDULING, "auto"), ClusterView.NOTHING), true);
    }

    private static String ownTerms(String terms) {
        return "'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':{'nodeSelectorTerms':["
                + terms + "]}}}";
    }

    private static Decision.Injected decideOnly(Injector injector, ObjectNode pod, ClusterView view) {
        return (Decision.Injected)
                injector.decide(new InjectionRequest(pod, "team-a", false), view, Budget.ofDecision());
    }
}
