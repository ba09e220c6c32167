package alluxio.admission.injector.patch;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.injectorOfAll;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.Fixtures.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What access a pod's author could gain through volumes that the injection adds. */
@DisplayName("A pod that mounts an injected volume")
class InjectedVolumeAccessTest {
    private static final String MOUNT = "'volumeMounts':[{'name':'alluxio-domain','mountPath':'/x'}]";

    /** Everything that adds a volume: features, policies, modes and client options. */
    private static Stream<Profile> profiles() {
        Profile all = Fixtures.everything(Set.of(Feature.values()));
        Profile tiers = Fixtures.tiersProfile("/mnt/ram", "/mnt/ssd.1");
        Profile sidecar = Fixtures.sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.FUSE, Feature.SHORT_CIRCUIT);
        return Stream.of(all, tiers, sidecar);
    }

    /** The names are taken from what is injected, so a further volume is tested without further work. */
    @ParameterizedTest
    @MethodSource("profiles")
    @DisplayName("without defining it is refused, whatever the volume's name")
    void everyName(Profile profile) {
        for (String options : List.of("env", "file")) {
            if (options.equals("file") && profile.name().equals("alluxio") && isLocal(profile)) {
                continue;
            }
            Injector injector = injector(profile);
            ObjectNode pod = annotate(labelled(""), Keys.CLIENT_OPTIONS, options);
            Set<String> names = new TreeSet<>();
            inject(injector, pod)
                    .at("/spec/volumes")
                    .forEach(volume -> names.add(volume.path("name").stringValue("")));
            assertThat(names).isNotEmpty();
            for (String name : names) {
                ObjectNode thief = annotate(
                        labelled("'volumeMounts':[{'name':'" + name + "','mountPath':'/x'}]"),
                        Keys.CLIENT_OPTIONS,
                        options);
                assertThat(refusals(injector, thief))
                        .filteredOn(refusal -> refusal.rule().equals(UndefinedVolumeCheck.RULE))
                        .singleElement()
                        .satisfies(refusal -> {
                            assertThat(refusal.field())
                                    .isEqualTo("spec.containers[name=app].volumeMounts[mountPath=/x]");
                            assertThat(refusal.message())
                                    .contains("container \"app\" mounts volume \"" + name + "\" at /x")
                                    .contains("adds one of that name (");
                        });
            }
        }
    }

    private static boolean isLocal(Profile profile) {
        return profile.shortCircuit().orElseThrow().policy() == ShortCircuitPolicy.LOCAL;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'containers':[{'name':'app','image':'a:1',MOUNT}]",
                "'containers':[{'name':'app','image':'a:1'},{'name':'istio-proxy','image':'a:1',MOUNT}]",
                "'containers':[{'name':'app','image':'a:1'}],'initContainers':[{'name':'i','image':'a:1',MOUNT}]",
                "'containers':[{'name':'app','image':'a:1'}],'ephemeralContainers':[{'name':'e','image':'a:1',MOUNT}]",
                "'containers':[{'name':'app','image':'a:1','volumeDevices':[{'name':'alluxio-domain','devicePath':'/x'}]}]",
                "'containers':[{'name':'app','image':'a:1','volumeMounts':[{'name':'alluxio-domain','mountPath':'/x','subPath':'s'}]}]",
                "'containers':[{'name':'app','image':'a:1','volumeMounts':[{'name':'alluxio-domain','mountPath':'/x','readOnly':true}]}]",
                "'containers':[{'name':'app','image':'a:1',MOUNT}],'volumes':[{'name':'other','emptyDir':{}},null]",
            })
    @DisplayName("without defining it is refused, in any kind of container and by any kind of mount")
    void everyContainer(String spec) {
        ObjectNode pod = json(
                "{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{" + spec.replace("MOUNT", MOUNT) + "}}");
        Injector warns = new Injector(
                Fixtures.configuration(Fixtures.everything(Set.of(Feature.SHORT_CIRCUIT)), OnConflict.WARN));
        for (Injector injector : List.of(injector(Feature.SHORT_CIRCUIT), warns)) {
            assertThat(refusals(injector, pod)).extracting(Refusal::rule).contains(UndefinedVolumeCheck.RULE);
        }
    }

    @Test
    @DisplayName("at the path of the injected mount is refused, or gets no volume and mount")
    void samePath() {
        ObjectNode pod = labelled(MOUNT.replace("/x", "/opt/domain"));
        assertThat(refusals(injector(Feature.SHORT_CIRCUIT), pod))
                .extracting(Refusal::rule)
                .containsExactly("inject-mount-path");
        Injector warns = new Injector(
                Fixtures.configuration(Fixtures.everything(Set.of(Feature.SHORT_CIRCUIT)), OnConflict.WARN));
        assertThat(inject(warns, pod).at("/spec/volumes").isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("with a forged status gains nothing: the volume must exist")
    void forgedStatus() {
        Injector injector = injectorOfAll();
        String status = inject(injector, labelled(""))
                .at("/metadata/annotations")
                .path(Keys.STATUS)
                .stringValue("");
        assertThat(refusals(injector, annotate(labelled(MOUNT), Keys.STATUS, status)))
                .extracting(Refusal::rule)
                .contains(UndefinedVolumeCheck.RULE);
    }

    @Test
    @DisplayName("that it defines itself is allowed: it would have the same without the injection")
    void defined() {
        ObjectNode pod = labelled(MOUNT);
        pod.withObject("/spec")
                .set(
                        "volumes",
                        Fixtures.JSON.readTree(
                                "[{\"name\":\"alluxio-domain\",\"hostPath\":{\"path\":\"/tmp/alluxio-domain\"}}]"));
        injected(injector(Feature.SHORT_CIRCUIT), pod);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/copied", "/opt/domain"})
    @DisplayName("in a container that another webhook added works, read-only")
    void copied(String path) {
        Injector injector = injectorOfAll();
        ObjectNode pod = inject(injector, labelled(""));
        late(pod, path, true);
        ObjectNode again = inject(injector, pod);
        assertThat((JsonNode) inject(injector, again)).isEqualTo(again);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/copied", "/opt/domain"})
    @DisplayName("in a container that was added later, writable, is refused")
    void copiedWritable(String path) {
        Injector injector = injectorOfAll();
        ObjectNode pod = inject(injector, labelled(""));
        late(pod, path, false);
        assertThat(refusals(injector, pod)).singleElement().satisfies(refusal -> {
            assertThat(refusal.rule()).isEqualTo(CopiedMountCheck.RULE);
            assertThat(refusal.field()).isEqualTo("spec.containers[name=late].volumeMounts[mountPath=" + path + "]");
            assertThat(refusal.message())
                    .isEqualTo("container \"late\" mounts volume \"alluxio-domain\" at " + path
                            + " writable, but that volume was injected read-only (hostPath "
                            + "/tmp/alluxio-domain); set readOnly: true there, in the webhook or the annotation that adds "
                            + "the mount");
        });
    }

    @Test
    @DisplayName("that is injected writable, like the tiers of policy local, may be copied as it is")
    void copiedTier() {
        Injector injector = injector(Fixtures.tiersProfile("/mnt/ram"));
        ObjectNode pod = inject(injector, labelled(""));
        pod.withObject("/spec")
                .withArrayProperty("containers")
                .add(
                        json(
                                "{'name':'late','image':'l:1','volumeMounts':[{'name':'alluxio-tier-mnt-ram','mountPath':'/mnt/ram'}]}"));
        injected(injector, pod);
    }

    @Test
    @DisplayName("of the FUSE sidecar, writable, is refused, whether it exists already or not")
    void sidecar() {
        Injector injector = injector(Fixtures.sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.FUSE));
        String mount = "'volumeMounts':[{'name':'alluxio-fuse','mountPath':'/v'}]";
        ObjectNode before = labelled("");
        before.withObject("/spec")
                .withArrayProperty("initContainers")
                .add(json("{'name':'link','image':'l:1'," + mount + "}"));
        assertThat(refusals(injector, before)).extracting(Refusal::rule).contains(UndefinedVolumeCheck.RULE);

        ObjectNode after = inject(injector, labelled(""));
        assertThat((JsonNode) inject(injector, after)).isEqualTo(after);
        after.withObject("/spec")
                .withArrayProperty("initContainers")
                .insert(0, json("{'name':'link','image':'l:1'," + mount + "}"));
        assertThat(refusals(injector, after)).extracting(Refusal::rule).containsExactly(CopiedMountCheck.RULE);
    }

    private static void late(ObjectNode pod, String path, boolean readOnly) {
        pod.withObject("/spec")
                .withArrayProperty("containers")
                .add(json("{'name':'late','image':'l:1','volumeMounts':[{'name':'alluxio-domain','mountPath':'" + path
                        + "','readOnly':" + readOnly + "}]}"));
    }
}
