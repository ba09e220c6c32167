package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.decide;
import static alluxio.admission.injector.Fixtures.everything;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.AlluxioCluster;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.kube.LabelRequirement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A pod that was injected before with another profile")
class ProfileChangeTest {
    private static final Profile OLD = Fixtures.with(
            everything(Set.of(Feature.values())),
            draft -> draft.scheduling =
                    new SchedulingSettings(SchedulingMode.AUTO, List.of(LabelRequirement.label("disk", "ssd"))));

    static List<ObjectNode> pods() {
        return List.of(
                labelled(""),
                labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g'}],'volumeMounts':[]"),
                json("{'metadata':{'labels':{'alluxio.io/inject':'true'},'annotations':{}},'spec':{'volumes':null,"
                        + "'initContainers':[{'name':'load','image':'l:1'}],"
                        + "'containers':[{'name':'app','image':'a:1'},{'name':'istio-proxy','image':'i:1'}]}}"));
    }

    static Stream<Profile> changes() {
        List<Consumer<Fixtures.Draft>> changes = List.of(
                draft -> draft.masters = List.of(new HostPort("other-0", 1), new HostPort("other-1", 1)),
                draft -> draft.shortCircuit = Optional.of(new ShortCircuitSettings(
                        ShortCircuitPolicy.UUID, true, Optional.of("/var/domain"), "/opt/domain", List.of())),
                draft -> draft.shortCircuit = Optional.of(new ShortCircuitSettings(
                        ShortCircuitPolicy.LOCAL, true, Optional.empty(), "/opt/domain", List.of("/mnt/ram"))),
                draft -> draft.fuse = Optional.of(Fixtures.sidecar("alluxio/alluxio:2.9.6", "fuse", "/")),
                draft -> draft.hostAliases = List.of(new HostAlias("10.0.0.8", List.of("namenode"))),
                draft -> draft.scheduling =
                        new SchedulingSettings(SchedulingMode.AUTO, List.of(LabelRequirement.label("disk", "nvme"))),
                draft -> draft.namespace = "elsewhere");
        return Stream.concat(
                Stream.of(everything(Set.of(Feature.HDFS)), everything(Set.of())),
                changes.stream().map(change -> Fixtures.with(OLD, change)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    @DisplayName("is as if it had been injected with this one only, whichever way the profile has changed; and back")
    void renewed(Profile changed) {
        for (ObjectNode pod : pods()) {
            ObjectNode old = inject(injector(OLD), pod);
            ObjectNode fresh = inject(injector(changed), pod);
            Decision.Injected decision = injected(injector(changed), old);
            assertThat((JsonNode) apply(old, decision.patch())).isEqualTo(fresh);
            assertThat(decision.notes()).extracting(Note::code).contains("profile-changed");
            assertThat((JsonNode) inject(injector(OLD), fresh)).isEqualTo(old);
            assertThat(decide(injector(changed), fresh).patch()).isEqualTo(JsonPatch.EMPTY);
        }
    }

    @Test
    @DisplayName("and now selects this one is as if it had never had the first")
    void otherProfile() {
        Profile second = new Profile(
                "second",
                new AlluxioCluster(
                        "second",
                        OLD.cluster().version(),
                        OLD.masters(),
                        OLD.cluster().workerUid()),
                OLD.client(),
                new FeatureSettings(OLD.shortCircuit(), OLD.fuse(), OLD.hdfs(), OLD.hostAliases()),
                OLD.scheduling(),
                Set.of(Feature.SHORT_CIRCUIT));
        Injector injector = new Injector(new AdmissionConfiguration(
                OLD.name(),
                Map.of(OLD.name(), OLD, second.name(), second),
                new InjectionSettings(OnConflict.DENY, List.of(), Set.of())));
        ObjectNode pod = labelled("");
        ObjectNode moved = annotate(inject(injector, pod), Keys.PROFILE, "second");
        ObjectNode result = inject(injector, moved);
        assertThat((JsonNode) result).isEqualTo(inject(injector, annotate(pod, Keys.PROFILE, "second")));
    }

    @Test
    @DisplayName("keeps what was changed since, with a warning; what is missing is not mentioned")
    void changedSince() {
        ObjectNode old = inject(injector(OLD), labelled(""));
        ((ObjectNode) old.at("/spec/containers/0/volumeMounts/1")).put("readOnly", false);
        ((ObjectNode) old.get("spec")).remove("hostAliases");
        Profile changed = Fixtures.with(OLD, draft -> draft.masters = List.of(new HostPort("other-0", 1)));
        Decision.Injected decision = injected(injector(changed), old);
        assertThat(decision.notes())
                .extracting(Note::code)
                .contains("uninject-changed")
                .doesNotContain("uninject-gone");
        assertThat(apply(old, decision.patch())
                        .at("/spec/containers/0/volumeMounts")
                        .toString())
                .contains("\"readOnly\":false");
    }

    @Test
    @DisplayName("or only has the status of such a pod is injected like a new one")
    void copiedStatus() {
        ObjectNode old = inject(injector(OLD), labelled(""));
        String status = old.at("/metadata/annotations").path(Keys.STATUS).stringValue("");
        Profile changed = Fixtures.with(OLD, draft -> draft.masters = List.of(new HostPort("other-0", 1)));
        ObjectNode pod = annotate(labelled(""), Keys.STATUS, status);
        assertThat(inject(injector(changed), pod).get("spec"))
                .isEqualTo(inject(injector(changed), labelled("")).get("spec"));
    }
}
