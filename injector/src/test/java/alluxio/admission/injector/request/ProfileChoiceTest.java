package alluxio.admission.injector.request;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.AlluxioCluster;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.Glob;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("By namespace,")
class ProfileChoiceTest {
    /** Profile shared is open to all; a to team-a; ml to ml-* and team-a. The default is a. */
    private static AdmissionConfiguration configuration(String defaultProfile, boolean shared) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        Map<String, ProfileAccess> access = new LinkedHashMap<>();
        add(profiles, access, "a", new ProfileAccess(List.of(new Glob("team-a")), Set.of()));
        add(profiles, access, "ml", new ProfileAccess(List.of(new Glob("ml-*"), new Glob("team-a")), Set.of()));
        if (shared) {
            add(profiles, access, "shared", ProfileAccess.DEFAULT);
        }
        return new AdmissionConfiguration(
                defaultProfile, profiles, access, InjectionSettings.defaults(), PolicySettings.DEFAULT);
    }

    private static void add(
            Map<String, Profile> profiles, Map<String, ProfileAccess> access, String name, ProfileAccess who) {
        Profile p = Fixtures.everything(Set.of(Feature.SHORT_CIRCUIT));
        profiles.put(
                name,
                new Profile(
                        name,
                        new AlluxioCluster(
                                "alluxio-" + name,
                                p.cluster().version(),
                                p.masters(),
                                p.cluster().workerUid()),
                        p.client(),
                        new FeatureSettings(p.shortCircuit(), p.fuse(), p.hdfs(), p.hostAliases()),
                        p.scheduling(),
                        p.features()));
        access.put(name, who);
    }

    private static Decision decide(AdmissionConfiguration configuration, String namespace, ObjectNode pod) {
        return new Injector(configuration).decide(new InjectionRequest(pod, namespace, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "team-a|a|a",
                "team-a||a",
                "team-a|ml|ml",
                "ml-vision|ml|ml",
                "ml-vision||ml",
                "alluxio-a|a|a",
                "alluxio-a||a",
                "alluxio-ml||ml"
            })
    @DisplayName("a pod may use the profiles of its namespace, and need not name the default or only one")
    void open(String namespace, String asked, String expected) {
        ObjectNode pod = asked == null ? labelled("") : annotate(labelled(""), Keys.PROFILE, asked);
        assertThat(decide(configuration("a", false), namespace, pod))
                .isInstanceOfSatisfying(
                        Decision.Injected.class, d -> assertThat(d.profile()).isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ax", "secret"})
    @DisplayName("a profile that is not open to the namespace is refused like one that does not exist")
    void closed(String asked) {
        assertThat(decide(configuration("a", true), "ml-vision", annotate(labelled(""), Keys.PROFILE, asked)))
                .isInstanceOfSatisfying(Decision.Refused.class, d -> {
                    assertThat(d.refusals()).singleElement().satisfies(refusal -> {
                        assertThat(refusal.rule()).isEqualTo("inject-profile-namespace");
                        assertThat(refusal.field()).isEqualTo("metadata.annotations[alluxio.io/profile]");
                    });
                    assertThat(d.message())
                            .isEqualTo("annotation alluxio.io/profile is \"" + asked
                                    + "\", but namespace \"ml-vision\" may use no profile of that name; it may use: ml, "
                                    + "shared (an administrator can open a profile to the namespace in profiles[].namespaces of "
                                    + "the configuration); set alluxio.io/profile to one of these");
                });
    }

    @Test
    @DisplayName("a default profile that is not open is refused if there are several others, or none")
    void closedDefault() {
        assertThat(decide(configuration("a", true), "ml-vision", labelled("")))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        d -> assertThat(d.message())
                                .startsWith(
                                        "namespace \"ml-vision\" may not use the default profile; it may use: ml, shared (an"));
        assertThat(decide(configuration("a", false), "team-b", labelled("")))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        d -> assertThat(d.message())
                                .isEqualTo(
                                        "namespace \"team-b\" may not use the default profile; it may use: no profile at all (an "
                                                + "administrator can open a profile to the namespace in profiles[].namespaces of the "
                                                + "configuration); until then remove the label alluxio.io/inject"));
    }

    @Test
    @DisplayName("a pod may choose a FUSE mode only if the profile allows it")
    void modes() {
        Profile profile = Fixtures.everything(Set.of(Feature.FUSE));
        AdmissionConfiguration own =
                new AdmissionConfiguration("alluxio", Map.of("alluxio", profile), InjectionSettings.defaults());
        ObjectNode sidecar = annotate(labelled(""), Keys.FUSE_MODE, "sidecar");
        assertThat(decide(own, "team-a", sidecar))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        d -> assertThat(d.message())
                                .isEqualTo(
                                        "annotation alluxio.io/fuse-mode is \"sidecar\", which profile \"alluxio\" does not let "
                                                + "pods choose; allowed: host (an administrator can allow more in fuse.modes of the "
                                                + "profile); remove the annotation"));
        assertThat(decide(own, "team-a", annotate(labelled(""), Keys.FUSE_MODE, "host")))
                .isInstanceOf(Decision.Injected.class);
        Profile described = Fixtures.sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.FUSE);
        AdmissionConfiguration both = new AdmissionConfiguration(
                "alluxio",
                Map.of("alluxio", described),
                Map.of("alluxio", new ProfileAccess(List.of(), Set.of(FuseMode.values()))),
                InjectionSettings.defaults(),
                PolicySettings.DEFAULT);
        for (String mode : List.of("host", "sidecar")) {
            assertThat(decide(both, "team-a", annotate(labelled(""), Keys.FUSE_MODE, mode)))
                    .isInstanceOf(Decision.Injected.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'containers':[{'name':'alluxio-worker','image':'mine:1'}]",
                "'containers':[{'name':'x','image':'mine:1','args':['/entrypoint.sh','worker-only']}]",
                "'containers':[{'name':'app','image':'mine:1'},{'name':'alluxio-worker','image':'mine:1'}]",
                "'containers':[{'name':'app','image':'mine:1'}],'initContainers':[{'name':'alluxio-worker','image':'mine:1','restartPolicy':'Always'}]",
                "'containers':[{'name':'alluxio-job-worker','image':'mine:1'}]",
                "'containers':[{'name':'alluxio-master','image':'mine:1'}]",
                "'containers':[{'name':'alluxio-fuse','image':'mine:1'}]",
            })
    @DisplayName("an Alluxio pod is injected only in the namespace of the profile")
    void ownPods(String spec) {
        ObjectNode pod = json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{" + spec + "}}");
        AdmissionConfiguration configuration = new AdmissionConfiguration(
                "alluxio",
                Map.of("alluxio", Fixtures.everything(Set.of(Feature.values()))),
                InjectionSettings.defaults());
        assertThat(decide(configuration, "team-a", pod)).isInstanceOfSatisfying(Decision.Refused.class, d -> {
            assertThat(d.refusals()).singleElement().extracting(Refusal::rule).isEqualTo("inject-own-pod-namespace");
            assertThat(d.message())
                    .contains("\" is Alluxio's ")
                    .contains("but the pod is in namespace \"team-a\", and the Alluxio of profile \"alluxio\" is in "
                            + "namespace \"alluxio\"");
        });
        assertThat(decide(configuration, "alluxio", pod)).isInstanceOf(Decision.Injected.class);
    }

    @Test
    @DisplayName("an application with a FUSE sidecar is a client like any other")
    void fuseBeside() {
        ObjectNode pod = json(
                "{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':["
                        + "{'name':'app','image':'a:1'},{'name':'alluxio-fuse','image':'alluxio/alluxio:2.9.6','args':['fuse']}]}}");
        assertThat(decide(AdmissionConfiguration.defaults(), "team-a", pod)).isInstanceOf(Decision.Injected.class);
    }
}
