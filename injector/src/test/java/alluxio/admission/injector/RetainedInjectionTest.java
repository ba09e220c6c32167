package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.env;
import static alluxio.admission.injector.Fixtures.everything;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.DiscoveredProfiles;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.kube.LabelRequirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A pod that a replica with another snapshot has injected")
class RetainedInjectionTest {
    private static final String NAME = "alluxio.alluxio";
    private static final Profile FIRST = named(
            NAME,
            Fixtures.with(
                    everything(Set.of(Feature.values())),
                    draft -> draft.scheduling = new SchedulingSettings(
                            SchedulingMode.AUTO, List.of(LabelRequirement.label("disk", "ssd")))));
    private static final Profile LATER =
            named(NAME, Fixtures.with(FIRST, draft -> draft.masters = List.of(new HostPort("other-0", 1))));
    private static final Profile OTHER = named("alluxio.second", everything(Set.of(Feature.SHORT_CIRCUIT)));

    private static Profile named(String name, Profile p) {
        return new Profile(name, p.cluster(), p.client(), p.offered(), p.scheduling(), p.features());
    }

    /** A replica that has discovered these; the first of them is the default. */
    private static Injector replica(Map<String, String> unavailable, String defaultProfile, Profile... discovered) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        Map<String, ProfileAccess> access = new LinkedHashMap<>();
        for (Profile profile : discovered) {
            profiles.put(profile.name(), profile);
            access.put(profile.name(), new ProfileAccess(List.of(), Set.of(FuseMode.values())));
        }
        return new Injector(new AdmissionConfiguration(
                defaultProfile,
                profiles,
                access,
                InjectionSettings.defaults(),
                PolicySettings.DEFAULT,
                new DiscoveredProfiles(profiles.keySet(), unavailable, Set.of("alluxio"))));
    }

    private static Injector replica(Profile... discovered) {
        return replica(Map.of(), discovered.length == 1 ? discovered[0].name() : "", discovered);
    }

    private static ObjectNode inject(Injector injector, ObjectNode pod) {
        return apply(pod, Fixtures.injected(injector, pod).patch());
    }

    static Stream<Injector> replicas() {
        return Stream.of(
                replica(LATER),
                replica(OTHER),
                replica(LATER, OTHER),
                replica(FIRST, OTHER),
                replica(),
                replica(Map.of(NAME, "no ready master"), NAME),
                replica(Map.of(NAME, "no ready master"), NAME, OTHER));
    }

    static List<ObjectNode> pods() {
        return List.of(
                labelled(""),
                labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g'}],'volumeMounts':[]"),
                labelledSpec("'hostAliases':[{'ip':'10.0.0.7','hostnames':['mine']}],'affinity':{}"),
                annotate(labelled(""), Keys.CLIENT_OPTIONS, "file"),
                annotate(labelled(""), Keys.PROFILE, NAME),
                annotate(annotate(labelled(""), Keys.FEATURES, ""), Keys.CLIENT_OPTIONS, "none"));
    }

    @ParameterizedTest
    @MethodSource("replicas")
    @DisplayName("stays as it is, whatever this one has discovered, with a warning")
    void unchanged(Injector second) {
        for (ObjectNode pod : pods()) {
            ObjectNode first = inject(replica(FIRST), pod);
            Decision decision = Fixtures.decide(second, first);
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.Injected.class,
                            d -> assertThat(d.profile()).isEqualTo(NAME));
            assertThat(decision.patch()).isEqualTo(JsonPatch.EMPTY);
            assertThat(decision.notes())
                    .allSatisfy(note -> assertThat(note.message().length()).isLessThan(256));
        }
    }

    @Test
    @DisplayName("stays with a warning that says why and what to do, unless both know the same")
    void warned() {
        ObjectNode first = inject(replica(FIRST), labelled(""));
        assertThat(Fixtures.decide(replica(LATER), first).notes())
                .extracting(Note::message)
                .containsExactly(
                        "the pod stays as it was injected with profile \"alluxio.alluxio\", though this replica of "
                                + "alluxio-admission has discovered other values; if it does not start, delete it: a new pod gets "
                                + "what is known then");
        assertThat(Fixtures.decide(replica(FIRST, OTHER), first).notes())
                .extracting(Note::code)
                .doesNotContain("injection-retained");
    }

    @Test
    @DisplayName("is explained by its own status: what was applied, and what is not in it")
    void explained() {
        ObjectNode first = inject(replica(OTHER), labelled(""));
        assertThat(Fixtures.decide(replica(FIRST), first).explanation().features())
                .filteredOn(feature -> !feature.isScheduling())
                .extracting(feature -> feature.name() + ": " + feature.outcome().key() + " " + feature.reason())
                .containsExactly(
                        "short-circuit: applied injected when the pod was created",
                        "fuse: skipped not in the pod's status",
                        "hdfs: skipped not in the pod's status",
                        "host-aliases: skipped not in the pod's status");
    }

    @ParameterizedTest
    @MethodSource("replicas")
    @DisplayName("gives a container that was added since what its siblings have")
    void laterContainer(Injector second) {
        for (ObjectNode pod : pods()) {
            ObjectNode first = inject(replica(FIRST), pod);
            addContainer(first, "{'name':'late','image':'l:1'}");
            ObjectNode result = inject(second, first);
            ObjectNode expected = inject(replica(FIRST), first);
            assertThat(Fixtures.container(result, "late").path("volumeMounts"))
                    .isEqualTo(Fixtures.container(expected, "late").path("volumeMounts"));
            assertThat(Fixtures.decide(second, result).patch()).isEqualTo(JsonPatch.EMPTY);
            Removal removal = new Uninjector().remove(result);
            assertThat(removal.notes()).noneMatch(note -> note.severity() == Note.NoteSeverity.WARNING);
            ObjectNode before = pod.deepCopy();
            addContainer(before, "{'name':'late','image':'l:1'}");
            assertThat((JsonNode) apply(result, removal.patch())).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("gives a later container the variables of its siblings, without the user's own options of those")
    void laterOptions() {
        ObjectNode first = inject(replica(FIRST), labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g'}]"));
        addContainer(first, "{'name':'late','image':'l:1','env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xms1m'}]}");
        ObjectNode result = inject(replica(LATER), first);
        assertThat(env(result, "late", "JAVA_TOOL_OPTIONS"))
                .isEqualTo(env(first, "app", "JAVA_TOOL_OPTIONS").replace("-Xmx1g", "-Xms1m"));
        assertThat(env(result, "late", "ALLUXIO_FUSE_PATH")).isEqualTo("/mnt/alluxio/fuse");
    }

    @Test
    @DisplayName("names a later container that cannot get them, and gives it nothing")
    void laterConflict() {
        for (String rest : List.of(
                "'volumeMounts':[{'name':'x','mountPath':'/opt'}]",
                "'volumeDevices':[{'name':'x','devicePath':'/opt/domain'}]",
                "'envFrom':[{'configMapRef':{'name':'c'}}]",
                "'env':[{'name':'JAVA_TOOL_OPTIONS','value':'\\\"'}]",
                "'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Dalluxio.master.hostname=mine'}]",
                "'env':[{'name':'ALLUXIO_FUSE_PATH','value':'/x'}]")) {
            ObjectNode first = inject(replica(FIRST), labelled(""));
            addContainer(first, "{'name':'late','image':'l:1'," + rest + "}");
            Decision decision = Fixtures.decide(replica(LATER), first);
            assertThat(decision.patch()).as(rest).isEqualTo(JsonPatch.EMPTY);
            assertThat(decision.notes())
                    .filteredOn(note -> note.code().equals("retained-container"))
                    .singleElement()
                    .satisfies(note -> assertThat(note.message())
                            .startsWith("container \"late\" does not get what was injected into container \"app\": ")
                            .endsWith("leave it out with alluxio.io/exclude-containers"));
        }
    }

    @Test
    @DisplayName("is injected again if the profile is wholly written, or if its annotation names another one")
    void injectedAgain() {
        ObjectNode first = inject(Fixtures.injector(FIRST), labelled(""));
        assertThat((JsonNode) inject(Fixtures.injector(LATER), first))
                .isEqualTo(inject(Fixtures.injector(LATER), labelled("")));
        ObjectNode renamed = annotate(inject(replica(FIRST), labelled("")), Keys.PROFILE, OTHER.name());
        assertThat(Fixtures.injected(replica(LATER, OTHER), renamed).profile()).isEqualTo(OTHER.name());
    }

    @Test
    @DisplayName(
            "is injected again if its status is only partly true, of another pod, or of a namespace that no one trusts")
    void untrue() {
        ObjectNode partly = inject(replica(FIRST), labelled(""));
        ((ArrayNode) Fixtures.container(partly, "app").get("volumeMounts")).remove(0);
        assertThat(Fixtures.decide(replica(LATER), partly).notes())
                .extracting(Note::code)
                .contains("profile-changed")
                .doesNotContain("injection-retained");
        String status = inject(replica(FIRST), labelled(""))
                .at("/metadata/annotations")
                .path(Keys.STATUS)
                .stringValue("");
        assertThat(inject(replica(LATER), annotate(labelled(""), Keys.STATUS, status))
                        .get("spec"))
                .isEqualTo(inject(replica(LATER), labelled("")).get("spec"));
        ObjectNode elsewhere = annotate(labelled(""), Keys.STATUS, status("evil.alluxio", "\\\"volumes\\\":{}"));
        assertThat(Fixtures.decide(replica(LATER), elsewhere).patch()).isNotEqualTo(JsonPatch.EMPTY);
    }

    @Test
    @DisplayName(
            "with a privileged sidecar stays only if this replica knows the profile, and nothing in the pod redirects the sidecar")
    void sidecar() {
        Profile first = named(NAME, Fixtures.sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.FUSE));
        Profile later = named(NAME, Fixtures.with(first, draft -> draft.masters = List.of(new HostPort("other-0", 1))));
        ObjectNode pod = inject(replica(first), labelled(""));
        assertThat(Fixtures.decide(replica(later), pod).patch()).isEqualTo(JsonPatch.EMPTY);
        assertThat(Fixtures.decide(replica(OTHER), pod).notes())
                .extracting(Note::code)
                .doesNotContain("injection-retained");
        ObjectNode redirected = pod.deepCopy();
        ((ObjectNode) redirected.get("spec"))
                .set(
                        "hostAliases",
                        json("{'x':[{'ip':'10.6.6.6','hostnames':['alluxio-master-0.alluxio.svc']}]}")
                                .get("x"));
        Decision decision = Fixtures.decide(replica(later), redirected);
        assertThat(decision.notes()).extracting(Note::code).doesNotContain("injection-retained");
        ObjectNode shared = pod.deepCopy();
        ((ObjectNode) shared.get("spec")).put("shareProcessNamespace", true);
        assertThat(Fixtures.refusals(replica(later), shared)).extracting("rule").containsOnly("inject-fuse-sidecar");
    }

    @Test
    @DisplayName(
            "is refused if another webhook made a copy of an injected mount writable, and if an annotation is wrong")
    void refused() {
        ObjectNode pod = inject(replica(FIRST), labelled(""));
        addContainer(pod, "{'name':'late','image':'l:1','volumeMounts':[{'name':'alluxio-domain','mountPath':'/d'}]}");
        assertThat(Fixtures.refusals(replica(LATER), pod)).extracting("rule").containsExactly("inject-copied-mount");
        ObjectNode typo = annotate(inject(replica(FIRST), labelled("")), "alluxio.io/featuers", "fuse");
        assertThat(Fixtures.refusals(replica(LATER), typo)).extracting("rule").containsExactly("inject-annotation");
    }

    private static String status(String profile, String added) {
        return json("{'s':'{\\\"schema\\\":1,\\\"result\\\":\\\"injected\\\",\\\"profile\\\":\\\"" + profile
                        + "\\\",\\\"digest\\\":\\\"0123456789ab\\\",\\\"features\\\":[],\\\"added\\\":{" + added
                        + "}}'}")
                .path("s")
                .stringValue("");
    }

    private static void addContainer(ObjectNode pod, String container) {
        ((ArrayNode) pod.at("/spec/containers")).add(json(container));
    }
}
