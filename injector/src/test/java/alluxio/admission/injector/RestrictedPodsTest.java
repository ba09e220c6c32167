package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.decide;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.injectorOfAll;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SidecarSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A pod to which not every feature applies")
class RestrictedPodsTest {

    @Test
    @DisplayName("in a possible sandbox is skipped, with a warning that has the reason and the fix")
    void sandbox() {
        ObjectNode pod = labelledSpec("'runtimeClassName':'gvisor'");
        Decision decision = decide(injector(Feature.SHORT_CIRCUIT), pod);
        assertThat(decision).isInstanceOf(Decision.Skipped.class);
        assertThat(decision.notes())
                .singleElement()
                .isEqualTo(Note.warning(
                        "skipped",
                        "not injected: runtime class \"gvisor\" may be a sandbox, in which a container sees Alluxio's socket but "
                                + "cannot connect to it and does not fall back to TCP; if it is not a sandbox, add it to "
                                + "injection.runtimeClasses of the configuration"));
        assertThat(apply(pod, decision.patch()).get("spec")).isEqualTo(pod.get("spec"));
    }

    @Test
    @DisplayName("in a sandbox gets what needs nothing of the node, with a warning about the rest")
    void sandboxWithTheRest() {
        ObjectNode pod = labelledSpec("'runtimeClassName':'gvisor'");
        Decision.Injected decision = injected(injectorOfAll(), pod);
        assertThat(decision.features()).containsExactly("hdfs", "host-aliases");
        assertThat(decision.notes())
                .filteredOn(note -> note.severity() == Note.NoteSeverity.WARNING)
                .extracting(Note::message)
                .satisfiesExactly(
                        message ->
                                assertThat(message).startsWith("short-circuit is left out: runtime class \"gvisor\""),
                        message -> assertThat(message).startsWith("fuse is left out: runtime class \"gvisor\""));
        assertThat(apply(pod, decision.patch()).toString())
                .contains("alluxio.master.hostname")
                .doesNotContain("/opt/domain")
                .doesNotContain("as.uuid")
                .doesNotContain("ALLUXIO_FUSE_PATH");
        assertThat(decide(injectorOfAll(), annotate(pod, Keys.FEATURES, "")))
                .as("selects no feature, so it gets properties only")
                .isInstanceOf(Decision.Injected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvidia", "runc", "trusted"})
    @DisplayName("of a runtime class that is not a sandbox, or is in the configuration, is injected")
    void plainRuntime(String name) {
        AdmissionConfiguration configuration =
                Fixtures.configuration(Fixtures.everything(Set.of(Feature.SHORT_CIRCUIT)), OnConflict.DENY);
        Injector injector = new Injector(new AdmissionConfiguration(
                configuration.defaultProfile(),
                configuration.profiles(),
                new InjectionSettings(OnConflict.DENY, List.of(), Set.of("trusted"))));
        assertThat(injected(injector, labelledSpec("'runtimeClassName':'" + name + "'"))
                        .features())
                .containsExactly("short-circuit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'os':{'name':'windows'}|Skipped",
                "'nodeSelector':{'kubernetes.io/os':'windows'}|Skipped",
                "'nodeSelector':{'beta.kubernetes.io/os':'windows'}|Skipped",
                "affinity 'windows'|Skipped",
                "affinity 'windows','linux'|Injected",
                "'nodeSelector':{'kubernetes.io/os':'linux'}|Injected",
                "'os':{'name':'linux'},'nodeSelector':{'kubernetes.io/os':'windows'}|Injected",
            })
    @DisplayName("for Windows is recognised by the fields that Kubernetes uses, and skipped")
    void windows(String spec, String expected) {
        String rest = spec.startsWith("affinity ") ? affinity(spec.substring("affinity ".length())) : spec;
        assertThat(decide(injectorOfAll(), labelledSpec(rest)).getClass().getSimpleName())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'deletionTimestamp':'2026-01-01T00:00:00Z'",
                "'annotations':{'kubernetes.io/config.mirror':'x'}",
            })
    @DisplayName("that is being deleted, or mirrors a static one, is never touched")
    void untouched(String metadata) {
        ObjectNode pod = json("{'metadata':{'labels':{'alluxio.io/inject':'true'}," + metadata
                + "},'spec':{'containers':[{'name':'app'}]}}");
        assertThat(decide(injectorOfAll(), pod)).isInstanceOf(Decision.NotOptedIn.class);
    }

    @Test
    @DisplayName("that Fluid manages is skipped; an application beside Fluid's FUSE is a client like any other")
    void fluid() {
        ObjectNode worker = Fixtures.worker("", "");
        ((ObjectNode) worker.at("/metadata/labels")).put("fluid.io/dataset", "default-hbase");
        Decision decision = decide(injectorOfAll(), worker);
        assertThat(decision).isInstanceOf(Decision.Skipped.class);
        assertThat(((Decision.Skipped) decision).reason())
                .isEqualTo("an Alluxio pod that Fluid manages and configures; remove the label alluxio.io/inject");
        ObjectNode application = json("{'metadata':{'labels':{'alluxio.io/inject':'true','fluid.io/dataset':'d'}},"
                + "'spec':{'containers':[{'name':'fluid-fuse-0','image':'alluxio/alluxio-fuse:2.3.0','args':['fuse']},"
                + "{'name':'app'}]}}");
        assertThat(injected(injector(Feature.HDFS), application).features()).containsExactly("hdfs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'hostNetwork':true|alluxio-master-0|dnsPolicy: ClusterFirstWithHostNet",
                "'hostNetwork':true,'dnsPolicy':'ClusterFirst'|a.ns.svc.cluster.local|dnsPolicy: ClusterFirstWithHostNet",
                "'dnsPolicy':'Default'|alluxio-master-0|dnsPolicy: ClusterFirst",
                "'hostNetwork':true,'dnsPolicy':'ClusterFirstWithHostNet'|alluxio-master-0|",
                "'dnsPolicy':'None'|alluxio-master-0|",
                "'hostNetwork':true|10.0.0.9|",
                "'hostNetwork':true|alluxio.example.com|",
                "'hostNetwork':true,'hostAliases':[{'ip':'10.0.0.9','hostnames':['alluxio-master-0.alluxio']}]"
                        + "|alluxio-master-0|",
            })
    @DisplayName("that uses its node's DNS gets a warning if that cannot resolve the master")
    void dnsOfNode(String spec, String master, String expected) {
        Profile profile = Fixtures.with(
                Fixtures.everything(Set.of(Feature.SHORT_CIRCUIT)),
                draft -> draft.masters = List.of(new HostPort(master, 19998)));
        Decision.Injected decision = injected(injector(profile), labelledSpec(spec));
        assertThat(decision.features()).containsExactly("short-circuit");
        if (expected == null) {
            assertThat(decision.notes()).isEmpty();
        } else {
            assertThat(decision.notes()).singleElement().satisfies(note -> {
                assertThat(note.code()).isEqualTo("master-name");
                assertThat(note.message()).contains(expected);
            });
            ObjectNode none = annotate(labelledSpec(spec), Keys.CLIENT_OPTIONS, "none");
            assertThat(injected(injector(profile), none).notes()).isEmpty();
            Profile sidecar = Fixtures.sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.FUSE);
            assertThat(injected(injector(Fixtures.with(sidecar, draft -> draft.masters = profile.masters())), none)
                            .notes())
                    .as("the sidecar needs the master in any case")
                    .extracting(Note::code)
                    .contains("master-name");
        }
    }

    @Test
    @DisplayName("with hostPID, hostIPC or shareProcessNamespace is injected like any other, but for a FUSE sidecar")
    void sharedNamespaces() {
        ObjectNode plain = labelled("");
        ObjectNode odd = labelledSpec("'hostPID':true,'hostIPC':true,'shareProcessNamespace':true");
        assertThat(injected(injectorOfAll(), odd)).isEqualTo(injected(injectorOfAll(), plain));
    }

    @Test
    @DisplayName(
            "with hostUsers: false gets a warning about file owners in FUSE; if FUSE itself would be mapped, it is refused")
    void userNamespace() {
        ObjectNode pod = labelledSpec("'hostUsers':false");
        assertThat(injected(injector(Feature.FUSE), pod).notes())
                .extracting(Note::code)
                .containsExactly("fuse-user-namespace", "fuse-no-wait");
        assertThat(injected(injector(Feature.SHORT_CIRCUIT, Feature.HDFS), pod).notes())
                .isEmpty();
        Profile root = Fixtures.with(
                Fixtures.everything(Set.of(Feature.FUSE)),
                draft -> draft.fuse = Optional.of(new FuseSettings(
                        FuseMode.HOST, Optional.of("/"), "/mnt", "alluxio-fuse", SidecarSettings.defaults())));
        assertThat(Fixtures.refusals(injector(root), pod))
                .extracting(Refusal::rule, Refusal::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("inject-host-users", "spec.hostUsers"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'securityContext':{'seLinuxOptions':{'level':'s0:c1,c2'}}|short-circuit|selinux",
                "'securityContext':{'seLinuxOptions':{'type':'spc_t'}}|short-circuit|",
                "'securityContext':{'seLinuxOptions':{}}|short-circuit|",
                "'securityContext':{'seLinuxOptions':{'level':'s0:c1,c2'}}|hdfs|",
            })
    @DisplayName(
            "with SELinux options gets a note about the labels of Alluxio's directories, if it mounts any; its options stay")
    void seLinux(String spec, String feature, String expected) {
        ObjectNode pod = annotate(labelledSpec(spec), Keys.FEATURES, feature);
        Decision.Injected decision = injected(injectorOfAll(), pod);
        assertThat(decision.notes()).extracting(Note::code).isEqualTo(expected == null ? List.of() : List.of(expected));
        assertThat(apply(pod, decision.patch()).at("/spec/securityContext")).isEqualTo(pod.at("/spec/securityContext"));
    }

    @Test
    @DisplayName("keeps its ephemeral containers as they are")
    void ephemeral() {
        ObjectNode pod = labelledSpec("'ephemeralContainers':[{'name':'debug','image':'busybox','env':[]}]");
        assertThat(apply(pod, injected(injectorOfAll(), pod).patch()).at("/spec/ephemeralContainers"))
                .isEqualTo(pod.at("/spec/ephemeralContainers"));
    }

    @Test
    @DisplayName("that selects fuse mode host without a hostPath in the profile is refused, with the fix")
    void noDaemon() {
        Profile profile = Fixtures.with(
                Fixtures.sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.FUSE),
                draft -> draft.fuse = draft.fuse.map(fuse -> new FuseSettings(
                        fuse.mode(), Optional.empty(), fuse.mountPath(), fuse.directory(), fuse.sidecar())));
        assertThat(injected(injector(profile), labelled("")).features()).containsExactly("fuse");
        assertThat(Fixtures.refusals(injector(profile), annotate(labelled(""), Keys.FUSE_MODE, "host")))
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.rule()).isEqualTo("inject-fuse-host");
                    assertThat(refusal.message())
                            .contains("has no fuse.hostPath")
                            .contains("or use fuse mode sidecar")
                            .contains("leave fuse out with alluxio.io/features");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Never", "OnFailure", "Always"})
    @DisplayName("of any restart policy gets the sidecar in front of the init containers that are clients")
    void initWork(String restartPolicy) {
        ObjectNode pod = annotate(
                labelledSpec("'restartPolicy':'" + restartPolicy
                        + "','initContainers':[{'name':'other','image':'o:1'},{'name':'load','image':'l:1'}]"),
                Keys.CONTAINERS,
                "load");
        ObjectNode result =
                Fixtures.inject(injector(Fixtures.sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.FUSE)), pod);
        assertThat(result.at("/spec/initContainers")
                        .valueStream()
                        .map(c -> c.path("name").stringValue("")))
                .containsExactly("other", "alluxio-fuse-unmount", "alluxio-fuse", "load");
        assertThat(Map.of(
                        "app",
                        Fixtures.container(result, "app").has("volumeMounts"),
                        "load",
                        Fixtures.container(result, "load").has("volumeMounts")))
                .isEqualTo(Map.of("app", false, "load", true));
    }

    private static String affinity(String systems) {
        return "'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':{'nodeSelectorTerms':["
                + "{'matchExpressions':[{'key':'kubernetes.io/os','operator':'In','values':[" + systems + "]}]}]}}}";
    }
}
