package alluxio.admission.injector.fuse;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.container;
import static alluxio.admission.injector.Fixtures.env;
import static alluxio.admission.injector.Fixtures.everything;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static alluxio.admission.injector.Fixtures.refusals;
import static alluxio.admission.injector.Fixtures.sidecarProfile;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.ClientSettings;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A FUSE sidecar")
class FuseSidecarMutatorTest {
    private static final String IMAGE = "alluxio/alluxio:2.9.6";

    private final Injector injector = injector(sidecarProfile(IMAGE, "fuse", Feature.FUSE));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "setup|alluxio-fuse-unmount alluxio-fuse setup",
                "istio-init istio-proxy setup|istio-init istio-proxy alluxio-fuse-unmount alluxio-fuse setup",
                "setup istio-init|alluxio-fuse-unmount alluxio-fuse setup istio-init",
                "istio-init my-agent|istio-init my-agent alluxio-fuse-unmount alluxio-fuse",
                "|alluxio-fuse-unmount alluxio-fuse",
            })
    @DisplayName("is inserted before the first init container that gets the file system, and after the others")
    void position(@Nullable String before, String after) {
        ObjectNode pod = labelledSpec("'initContainers':[]");
        for (String name : before == null ? new String[0] : before.split(" ")) {
            pod.withObject("/spec").withArrayProperty("initContainers").add(json("{'name':'" + name + "'}"));
        }
        ObjectNode result = inject(injector, pod);
        assertThat(initContainers(result)).containsExactly(after.split(" "));
        assertThat(injected(injector, result).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @Test
    @DisplayName("that another webhook changed or moved stays where it is, with a warning about containers before it")
    void reinvocation() {
        ObjectNode once = inject(injector, labelled(""));
        ObjectNode spec = once.withObject("/spec");
        ObjectNode sidecar = (ObjectNode) spec.at("/initContainers/1");
        sidecar.withArrayProperty("env").add(json("{'name':'MESH','value':'on'}"));
        sidecar.withObjectProperty("resources").put("claims", "other");
        spec.withArrayProperty("initContainers")
                .insert(0, json("{'name':'early'}"))
                .add(json("{'name':'late'}"));
        Decision.Injected again = injected(injector, once);
        ObjectNode twice = apply(once, again.patch());
        assertThat(initContainers(twice)).containsExactly("early", "alluxio-fuse-unmount", "alluxio-fuse", "late");
        assertThat(container(twice, "alluxio-fuse")).isEqualTo(sidecar);
        assertThat(env(twice, "late", "ALLUXIO_FUSE_PATH")).isEqualTo("/mnt/alluxio/fuse");
        assertThat(again.notes()).extracting(Note::code).contains("fuse-sidecar-late");
        assertThat(status(twice))
                .containsPattern("\"initContainers\":\\{\"\":\\{\"alluxio-fuse\":\"[0-9a-f]{12}\","
                        + "\"alluxio-fuse-unmount\":\"[0-9a-f]{12}\"}}")
                .contains("\"imagePullSecrets\":{\"\":{\"registry\":\"\"}}")
                .containsPattern(
                        "\"volumes\":\\{\"\":\\{\"alluxio-domain\":\"[0-9a-f]{12}\",\"alluxio-fuse\":\"[0-9a-f]{12}\"}}");
        assertThat(injected(injector, twice).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @Test
    @DisplayName("is root and privileged, whatever the pod says, and has no preStop")
    void security() {
        JsonNode sidecar = container(
                inject(injector, labelledSpec("'securityContext':{'runAsUser':1000,'runAsNonRoot':true}")),
                "alluxio-fuse");
        assertThat(sidecar.path("securityContext").toString())
                .isEqualTo("{\"privileged\":true,\"runAsUser\":0,\"runAsGroup\":0,\"runAsNonRoot\":false}");
        assertThat(sidecar.has("lifecycle")).isFalse();
        assertThat(sidecar.has("envFrom")).isFalse();
    }

    @Test
    @DisplayName("comes with a container before it, which ends after it and removes the mount of a killed sidecar")
    void unmount() {
        ObjectNode result = inject(injector, labelled(""));
        JsonNode unmount = container(result, "alluxio-fuse-unmount");
        JsonNode sidecar = container(result, "alluxio-fuse");
        for (String same : List.of("image", "restartPolicy", "securityContext")) {
            assertThat(unmount.path(same)).as(same).isEqualTo(sidecar.path(same));
        }
        assertThat(unmount.at("/command/3")).isEqualTo(sidecar.at("/command/3"));
        assertThat(unmount.at("/volumeMounts").toString())
                .isEqualTo(
                        "[{\"name\":\"alluxio-fuse\",\"mountPath\":\"/mnt\",\"mountPropagation\":\"Bidirectional\"}]");
        assertThat(unmount.at("/resources/limits")).isEqualTo(unmount.at("/resources/requests"));
        assertThat(unmount.has("startupProbe")).isFalse();
        assertThat(unmount.has("env")).isFalse();
    }

    @Test
    @DisplayName("whose unmounting container was removed does not get it again")
    void unmountTakenOut() {
        ObjectNode once = inject(injector, labelled(""));
        once.withObject("/spec").withArrayProperty("initContainers").remove(0);
        ObjectNode twice = inject(injector, once);
        assertThat(initContainers(twice)).containsExactly("alluxio-fuse");
        assertThat(status(twice)).doesNotContain("alluxio-fuse-unmount");
    }

    @Test
    @DisplayName("adds its pull secrets to the pod's, without duplicates")
    void pullSecrets() {
        ObjectNode mine = inject(injector, labelledSpec("'imagePullSecrets':[{'name':'mine'}]"));
        assertThat(mine.at("/spec/imagePullSecrets").toString())
                .isEqualTo("[{\"name\":\"mine\"},{\"name\":\"registry\"}]");
        ObjectNode there = inject(injector, labelledSpec("'imagePullSecrets':[{'name':'registry'}]"));
        assertThat(there.at("/spec/imagePullSecrets").toString()).isEqualTo("[{\"name\":\"registry\"}]");
        assertThat(status(there)).doesNotContain("imagePullSecrets");
    }

    @Test
    @DisplayName("has no short circuit if the mount of the socket directory might fail")
    void withoutDomain() {
        Profile p = sidecarProfile(IMAGE, "fuse", Feature.FUSE);
        ShortCircuitSettings notRequired =
                new ShortCircuitSettings(ShortCircuitPolicy.UUID, false, Optional.of("/d"), "/opt/domain", List.of());
        ObjectNode result = inject(
                injector(Fixtures.with(p, draft -> draft.shortCircuit = Optional.of(notRequired))), labelled(""));
        assertThat(result.toString()).doesNotContain("/opt/domain").doesNotContain("as.uuid");
    }

    @Test
    @DisplayName("is left out completely with onConflict: warn")
    void warnMode() {
        Injector warning =
                new Injector(Fixtures.configuration(sidecarProfile(IMAGE, "fuse", Feature.FUSE), OnConflict.WARN));
        ObjectNode pod = labelledSpec("'initContainers':[{'name':'alluxio-fuse','image':'mine:1'}]");
        ObjectNode result = inject(warning, pod);
        assertThat(initContainers(result)).containsExactly("alluxio-fuse");
        assertThat(result.at("/spec").toString())
                .doesNotContain("ALLUXIO_FUSE_PATH")
                .doesNotContain("registry")
                .doesNotContain("emptyDir");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alluxio/alluxio-fuse:2.0.1|fuse|/|mount in the background",
                "alluxio/alluxio:1.8.2|fuse|/|mount in the background",
                "alluxio/alluxio:3.1|fuse|/|take other arguments",
                "alluxio/alluxio-fuse:2.6.0|fuse|/data|can mount only /",
                "alluxio/alluxio-fuse:2.3.0|fuse|/|set fuse.directory: alluxio-fuse in the profile",
                "alluxio/alluxio-fuse:2.3.0-SNAPSHOT|alluxio-fuse|/|use a release of Alluxio, or fuse mode host",
                "registry:5000/alluxio|fuse|/|set version in profile \"alluxio\"",
                "alluxio/alluxio@sha256:1234|fuse|/|set version in profile \"alluxio\"",
            })
    @DisplayName("of an image that cannot do it is refused, with the fix")
    void versions(String image, String directory, String alluxioPath, String expected) {
        Profile p = everything(Set.of(Feature.FUSE));
        Profile profile = Fixtures.with(p, draft -> {
            draft.version = Optional.empty();
            draft.fuse = Optional.of(Fixtures.sidecar(image, directory, alluxioPath));
        });
        assertThat(refusals(injector(profile), labelled("")))
                .singleElement()
                .extracting(Refusal::message)
                .asString()
                .startsWith("fuse mode sidecar: ")
                .contains(expected);
    }

    @Test
    @DisplayName(
            "of an image whose tag says another version than the profile gets the profile's arguments, and a warning")
    void mixedVersions() {
        Profile p = everything(Set.of(Feature.FUSE));
        Profile profile = Fixtures.with(p, draft -> {
            draft.version = Optional.of("2.7.4");
            draft.fuse = Optional.of(Fixtures.sidecar("alluxio/alluxio:2.9.6", "fuse", "/"));
        });
        Decision.Injected decision = injected(injector(profile), labelled(""));
        assertThat(decision.notes()).extracting(Note::code).contains("fuse-version");
        assertThat(decision.patch().toJson().toString()).contains("FUSE_ALLUXIO_PATH");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'hostUsers':false|inject-fuse-sidecar|the pod has hostUsers: false",
                "'initContainers':[{'name':'alluxio-fuse','image':'mine:1'}]|inject-container-name|image mine:1",
                "'initContainers':[{'name':'alluxio-fuse-unmount'}]|inject-container-name|\"alluxio-fuse-unmount\"",
                "'initContainers':[{'name':'alluxio-fuse','image':'alluxio/alluxio:2.9.6','restartPolicy':'Always','args':['fuse']}]"
                        + "|inject-container-name|rename or remove it",
                "'volumes':[{'name':'alluxio-fuse','emptyDir':{}}]|inject-volume-name|rename that volume",
            })
    @DisplayName("is refused if the pod conflicts with it")
    void inTheWay(String spec, String rule, String expected) {
        Refusal refusal = refusals(injector, labelledSpec(spec)).getFirst();
        assertThat(refusal.rule()).isEqualTo(rule);
        assertThat(refusal.message()).contains(expected).contains("leave fuse out with alluxio.io/features");
    }

    @Test
    @DisplayName("does not get a property that Alluxio's start scripts would expand, with a warning")
    void unsafeProperty() {
        Profile p = sidecarProfile(IMAGE, "fuse", Feature.FUSE);
        Profile profile = Fixtures.with(
                p,
                draft -> draft.client = new ClientSettings(
                        p.client().options(),
                        java.util.Map.of("alluxio.user.a", "plain", "alluxio.user.b", "a `b` $c")));
        Decision.Injected decision = injected(injector(profile), labelled(""));
        String options = env(apply(labelled(""), decision.patch()), "alluxio-fuse", "ALLUXIO_JAVA_OPTS");
        assertThat(options).contains("-Dalluxio.user.a=plain").doesNotContain("alluxio.user.b");
        assertThat(decision.notes()).extracting(Note::code).contains("fuse-property");
    }

    @Test
    @DisplayName("can be selected by the pod's annotations, with its path")
    void byAnnotation() {
        Profile p = sidecarProfile(IMAGE, "fuse");
        ObjectNode pod = annotate(annotate(labelled(""), Keys.FEATURES, "fuse"), Keys.FUSE_PATH, "/data");
        ObjectNode result = inject(injector(p), pod);
        assertThat(env(result, "app", "ALLUXIO_FUSE_PATH")).isEqualTo("/data/fuse");
        assertThat(container(result, "app").at("/volumeMounts/0").toString())
                .isEqualTo("{\"name\":\"alluxio-fuse\",\"mountPath\":\"/data\",\"readOnly\":true,"
                        + "\"mountPropagation\":\"HostToContainer\"}");
    }

    private static List<String> initContainers(ObjectNode pod) {
        return pod.at("/spec/initContainers")
                .valueStream()
                .map(c -> c.path("name").stringValue(""))
                .toList();
    }

    private static String status(ObjectNode pod) {
        return pod.at("/metadata/annotations").path(Keys.STATUS).stringValue("");
    }
}
