package alluxio.admission.injector.resources;

import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static alluxio.admission.injector.Fixtures.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.FuseSecurity;
import alluxio.admission.model.configuration.FuseSecurity.ConfinementProfile;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ResourceRequirements;
import alluxio.admission.model.configuration.SidecarSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Injected containers")
class InjectedResourcesTest {
    private static final Profile SIDECAR = Fixtures.sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.FUSE);
    private static final String GUARANTEED = "{'name':'app','resources':{'limits':{'cpu':'2','memory':'4Gi'}}}";
    private static final String DEFAULT =
            "{\"limits\":{\"cpu\":\"4\",\"memory\":\"4Gi\"},\"requests\":{\"cpu\":\"500m\",\"memory\":\"1Gi\"}}";
    private static final String EQUAL =
            "{\"limits\":{\"cpu\":\"500m\",\"memory\":\"4Gi\"},\"requests\":{\"cpu\":\"500m\",\"memory\":\"4Gi\"}}";

    private static ObjectNode inject(Profile profile, ObjectNode pod) {
        Injector injector = Fixtures.injector(profile);
        Decision decision = injector.decide(new InjectionRequest(pod, "team-a", false));
        assertThat(decision).as(decision::toString).isInstanceOf(Decision.Injected.class);
        ObjectNode result = apply(pod, decision.patch());
        assertThat(injector.decide(new InjectionRequest(result, "team-a", false))
                        .patch())
                .isEqualTo(JsonPatch.EMPTY);
        return result;
    }

    private static JsonNode container(ObjectNode pod, String name) {
        return pod.at("/spec/initContainers")
                .valueStream()
                .filter(container -> container.path("name").stringValue("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'containers':[" + GUARANTEED + "]",
                "'containers':[{'name':'app','resources':{'limits':{'cpu':'2','memory':'4Gi'},'requests':{'cpu':'2000m','memory':'4096Mi'}}}]",
                "'containers':[{'name':'app','resources':{'limits':{'cpu':2,'memory':'4Gi'}}}]",
                "'containers':[" + GUARANTEED + "],'resources':{'limits':{'cpu':'9','memory':'9Gi'}}",
            })
    @DisplayName("of a Guaranteed pod have limits that are their requests, in memory enough for the JVM")
    void guaranteed(String spec) {
        ObjectNode pod = inject(SIDECAR, labelledSpec(spec));
        assertThat(container(pod, "alluxio-fuse").path("resources")).hasToString(EQUAL);
        assertThat(container(pod, "alluxio-fuse-unmount").path("resources"))
                .hasToString(
                        "{\"limits\":{\"cpu\":\"50m\",\"memory\":\"32Mi\"},\"requests\":{\"cpu\":\"50m\",\"memory\":\"32Mi\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'containers':[{'name':'app'}]",
                "'containers':[{'name':'app','resources':{'limits':{'memory':'4Gi'}}}]",
                "'containers':[{'name':'app','resources':{'limits':{'cpu':'0','memory':'0'}}}]",
                "'containers':[" + GUARANTEED + ",{'name':'b'}]",
                "'initContainers':[{'name':'i','resources':{'requests':{'cpu':'1'}}}],'containers':[" + GUARANTEED
                        + "]",
                "'containers':[{'name':'app','resources':{'limits':{'cpu':'2','memory':'4Gi'},'requests':{'cpu':'1'}}}]",
            })
    @DisplayName("of any other pod have what the profile says")
    void others(String spec) {
        assertThat(container(inject(SIDECAR, labelledSpec(spec)), "alluxio-fuse")
                        .path("resources"))
                .hasToString(DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cpu=2,memory=6Gi | cpu=1,memory=5Gi | cpu=1, memory=5Gi
                    cpu=2,memory=6Gi |                  | cpu=2, memory=6Gi
                    memory=6Gi       | memory=2Gi       | cpu=500m, memory=6Gi
                                     | cpu=1,memory=1Gi | cpu=1, memory=4Gi
                    memory=6Gi       | cpu=0            | cpu=500m, memory=6Gi
                    """)
    @DisplayName("of a Guaranteed pod have the profile's request, else its limit, else the default")
    void profileOfGuaranteed(String limits, String requests, String amounts) {
        Profile profile =
                Fixtures.withSidecarResources(SIDECAR, ResourceRequirements.of(amounts(limits), amounts(requests)));
        JsonNode resources = container(
                        inject(profile, labelledSpec("'containers':[" + GUARANTEED + "]")), "alluxio-fuse")
                .path("resources");
        assertThat(resources.path("limits")).isEqualTo(resources.path("requests"));
        assertThat(resources
                        .path("limits")
                        .toString()
                        .replaceAll("[{}\"]", "")
                        .replace(":", "=")
                        .replace(",", ", "))
                .isEqualTo(amounts);
    }

    private static Map<String, String> amounts(String text) {
        return text == null
                ? Map.of()
                : Arrays.stream(text.split(","))
                        .map(entry -> entry.split("="))
                        .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1]));
    }

    @Test
    @DisplayName("that are small have what the profile says, too")
    void helpers() {
        Profile profile = Fixtures.withHelperResources(
                SIDECAR,
                ResourceRequirements.of(Map.of("ephemeral-storage", "1Gi"), Map.of("cpu", "100m", "memory", "64Mi")));
        assertThat(container(inject(profile, labelledSpec("'containers':[{'name':'app'}]")), "alluxio-fuse-unmount")
                        .path("resources"))
                .hasToString(
                        "{\"limits\":{\"ephemeral-storage\":\"1Gi\"},\"requests\":{\"cpu\":\"100m\",\"memory\":\"64Mi\"}}");
        assertThat(container(inject(profile, labelledSpec("'containers':[" + GUARANTEED + "]")), "alluxio-fuse-unmount")
                        .path("resources"))
                .hasToString("{\"limits\":{\"cpu\":\"100m\",\"ephemeral-storage\":\"1Gi\",\"memory\":\"64Mi\"},"
                        + "\"requests\":{\"cpu\":\"100m\",\"memory\":\"64Mi\"}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    'requests':{'cpu':'1','memory':'2Gi'}          | 'cpu':'600m','memory':'512Mi' | requests.cpu: 1 for all of its containers, and with "alluxio-fuse-unmount" (0.05) and "alluxio-fuse" (0.5), which alluxio-admission injects, they request 1.15; set it to 1.15
                    'requests':{'cpu':'2','memory':'1Gi'}          | 'cpu':'1'                     | requests.memory: 1Gi for all of its containers, and with "alluxio-fuse-unmount" (32Mi) and "alluxio-fuse" (1Gi), which alluxio-admission injects, they request 1.1Gi; set it to 1.1Gi
                    'limits':{'cpu':'500m','memory':'9Gi'}         | 'cpu':'1m'                    | limits.cpu: 0.5 for all of its containers, and with "alluxio-fuse-unmount" (0.05) and "alluxio-fuse" (0.5), which alluxio-admission injects, they request 0.551; set it to 0.551
                    """)
    @DisplayName("that do not fit into the pod's own resources are refused, with the sum and what to do")
    void podLevel(String resources, String own, String message) {
        ObjectNode pod = labelledSpec(
                "'containers':[{'name':'app','resources':{'requests':{" + own + "}}}],'resources':{" + resources + "}");
        List<Refusal> refusals = refusals(Fixtures.injector(SIDECAR), pod);
        assertThat(refusals).singleElement().satisfies(refusal -> {
            assertThat(refusal.rule()).isEqualTo("inject-pod-resources");
            assertThat(refusal.field()).isEqualTo("spec.resources." + message.substring(0, message.indexOf(':')));
            assertThat(refusal.message())
                    .startsWith("the pod has spec.resources." + message)
                    .endsWith(" or more, or have fuse.resources and helperResources of profile \"alluxio\" lowered, or "
                            + "use fuse mode host, or leave fuse out with alluxio.io/features");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'requests':{'cpu':'1550m','memory':'2Gi'}",
                "'requests':{'cpu':'500m'}",
                "'requests':{'hugepages-2Mi':'1'}",
            })
    @DisplayName("that fit into them are injected; a pod that is too large itself is left to the API server")
    void podLevelFits(String resources) {
        ObjectNode pod = labelledSpec(
                "'containers':[{'name':'app','resources':{'requests':{'cpu':'1'}}}],'resources':{" + resources + "}");
        assertThat(container(inject(SIDECAR, pod), "alluxio-fuse").path("resources"))
                .hasToString(DEFAULT);
    }

    @Test
    @DisplayName("have the security context that policies demand, and then memory for what Alluxio's scripts write to")
    void security() {
        Profile profile = Fixtures.withSidecar(
                SIDECAR,
                old -> new SidecarSettings(
                        old.image(),
                        old.alluxioPath(),
                        old.options(),
                        old.resources(),
                        old.imagePullSecrets(),
                        new FuseSecurity(
                                true,
                                Optional.of(new ConfinementProfile("RuntimeDefault", Optional.empty())),
                                Optional.of(new ConfinementProfile("Localhost", Optional.of("fuse"))),
                                List.of("SYS_ADMIN"),
                                List.of("ALL"))));
        ObjectNode pod = inject(profile, labelledSpec("'containers':[{'name':'app'}]"));
        for (String name : List.of("alluxio-fuse", "alluxio-fuse-unmount")) {
            assertThat(container(pod, name).path("securityContext"))
                    .hasToString("{\"privileged\":true,\"runAsUser\":0,\"runAsGroup\":0,\"runAsNonRoot\":false,"
                            + "\"readOnlyRootFilesystem\":true,\"seccompProfile\":{\"type\":\"RuntimeDefault\"},"
                            + "\"appArmorProfile\":{\"type\":\"Localhost\",\"localhostProfile\":\"fuse\"},"
                            + "\"capabilities\":{\"add\":[\"SYS_ADMIN\"],\"drop\":[\"ALL\"]}}");
        }
        assertThat(container(pod, "alluxio-fuse").at("/command/2").stringValue(""))
                .startsWith("mount -t tmpfs -o size=256m,mode=1777 tmpfs /tmp && mkdir /tmp/alluxio-logs && ")
                .contains("mount --bind /tmp/alluxio-conf /opt/alluxio/conf || {")
                .contains("export ALLUXIO_LOGS_DIR=/tmp/alluxio-logs; mounted()");
        assertThat(pod.at("/spec/volumes").valueStream().map(v -> v.path("name").stringValue("")))
                .doesNotContain("alluxio-fuse-tmp");

        Profile old = Fixtures.withSidecar(
                Fixtures.sidecarProfile("alluxio/alluxio:2.2.2", "fuse", Feature.FUSE),
                sidecar -> new SidecarSettings(
                        sidecar.image(),
                        "/",
                        sidecar.options(),
                        sidecar.resources(),
                        List.of(),
                        new FuseSecurity(true, Optional.empty(), Optional.empty(), List.of(), List.of())));
        assertThat(refusals(Fixtures.injector(old), labelledSpec("'containers':[{'name':'app'}]")))
                .singleElement()
                .extracting(Refusal::message)
                .asString()
                .contains("mount at /alluxio-fuse, which they have to make");
    }

    @Test
    @DisplayName("share what the pod has a limit of, where its containers do not ask for it either")
    void shared() {
        ObjectNode pod = inject(
                SIDECAR,
                labelledSpec("'containers':[{'name':'app','resources':{'requests':{'cpu':'1'}}}],"
                        + "'resources':{'limits':{'cpu':'2','memory':'2Gi'}}"));
        assertThat(container(pod, "alluxio-fuse").path("resources"))
                .hasToString("{\"limits\":{\"cpu\":\"4\"},\"requests\":{\"cpu\":\"500m\"}}");
        assertThat(container(pod, "alluxio-fuse-unmount").path("resources"))
                .hasToString("{\"limits\":{\"cpu\":\"50m\"},\"requests\":{\"cpu\":\"50m\"}}");
    }
}
