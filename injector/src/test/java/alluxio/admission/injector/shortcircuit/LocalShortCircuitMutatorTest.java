package alluxio.admission.injector.shortcircuit;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.container;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.Fixtures.refusals;
import static alluxio.admission.injector.Fixtures.tiersProfile;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Removal;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.configuration.Profile;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Short circuit with policy local")
class LocalShortCircuitMutatorTest {
    private static final String ADDRESS =
            "{'name':'ALLUXIO_CLIENT_HOSTNAME','valueFrom':{'fieldRef':{'fieldPath':'status.hostIP'}}}";
    private static final String OPTIONS = "{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g'}";

    private final Injector injector = injector(tiersProfile("/mnt/ramdisk", "/mnt/ssd"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'env':[" + OPTIONS + "]",
                "'env':[{'name':'A','value':'b'}," + OPTIONS + ",{'name':'C','value':'d'}]",
                "'env':[" + ADDRESS + "," + OPTIONS + "]",
                "'env':[" + ADDRESS + "]"
            })
    @DisplayName("defines the node's address before the options that refer to it, once")
    void order(String rest) {
        ObjectNode result = inject(injector, labelled(rest));
        List<String> names = container(result, "app")
                .path("env")
                .valueStream()
                .map(e -> e.path("name").stringValue(""))
                .toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names.indexOf("ALLUXIO_CLIENT_HOSTNAME"))
                .isNotNegative()
                .isLessThan(names.indexOf("JAVA_TOOL_OPTIONS"));
        assertThat(Fixtures.env(result, "app", "JAVA_TOOL_OPTIONS"))
                .contains("-Dalluxio.user.hostname=$(ALLUXIO_CLIENT_HOSTNAME)");
        assertThat(container(result, "app").path("volumeMounts").toString())
                .isEqualTo("[{\"name\":\"alluxio-tier-mnt-ramdisk\",\"mountPath\":\"/mnt/ramdisk\"},"
                        + "{\"name\":\"alluxio-tier-mnt-ssd\",\"mountPath\":\"/mnt/ssd\"}]");
        assertThat(injected(injector, result).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'env':[{'name':'Z','value':'z'}," + OPTIONS + "]"})
    @DisplayName("puts its variable in order again when another webhook has sorted the list, and can be uninjected")
    void sorted(String rest) {
        ObjectNode result = inject(injector, labelled(rest));
        ArrayNode env = (ArrayNode) container(result, "app").path("env");
        List<JsonNode> reversed = List.copyOf(env.valueStream().toList()).reversed();
        env.removeAll();
        env.addAll(reversed);
        ObjectNode again = inject(injector, result);
        assertThat(container(again, "app").at("/env/0/name").stringValue("")).isEqualTo("ALLUXIO_CLIENT_HOSTNAME");
        assertThat(container(again, "app").path("env").size()).isEqualTo(reversed.size());
        assertThat(injected(injector, again).patch()).isEqualTo(JsonPatch.EMPTY);
        ObjectNode left = apply(again, ((Removal.Uninjected) new Uninjector().remove(again)).patch());
        assertThat(left.toString()).doesNotContain("-Dalluxio", "ALLUXIO_CLIENT_HOSTNAME");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'envFrom':[{'configMapRef':{'name':'c'}}]|envFrom may supply JAVA_TOOL_OPTIONS",
                "'env':[{'name':'JAVA_TOOL_OPTIONS','valueFrom':{'configMapKeyRef':{'name':'c','key':'k'}}}]|comes from valueFrom",
                "'env':[{'name':'ALLUXIO_CLIENT_HOSTNAME','value':'x'}]|sets it to something else",
                "'env':[" + OPTIONS + "," + ADDRESS + "]|defines it after JAVA_TOOL_OPTIONS",
                "'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Dalluxio.user.hostname=me'}]|never takes the worker of its node",
                "'volumeMounts':[{'name':'d','mountPath':'/mnt/ssd/x'}]|at /mnt/ssd/x, below it",
            })
    @DisplayName("is refused if a client could not recognise its node or see all tiers")
    void inTheWay(String rest, String expected) {
        assertThat(refusals(injector, labelled(rest)).getFirst().message())
                .contains(expected)
                .contains("leave short-circuit out with alluxio.io/features");
    }

    @Test
    @DisplayName("is refused if the variable with the address would be longer than JDK 8 reads")
    void tooLong() {
        String first = "-Dalluxio.master.hostname=alluxio-master-0.alluxio -Dalluxio.master.rpc.port=19998 "
                + "-Dalluxio.user.hostname=$(ALLUXIO_CLIENT_HOSTNAME) -Dalluxio.user.file.readtype.default=CACHE";
        String padding = "-Dx=" + "y".repeat(JavaToolOptions.MAX_BYTES - first.length() - 1 - 10 - "-Dx=".length());
        assertThat(refusals(injector, labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'" + padding + "'}]"))
                        .getFirst()
                        .message())
                .contains("would be longer than JDK 8 reads");
    }

    @Test
    @DisplayName(
            "is refused with client options file, and mounts the tiers for an application that brings its own options")
    void otherOptions() {
        assertThat(refusals(injector, annotate(labelled(""), Keys.CLIENT_OPTIONS, "file"))
                        .getFirst()
                        .message())
                .contains("the file is the same on every node");
        ObjectNode own = inject(injector, annotate(labelled(""), Keys.CLIENT_OPTIONS, "none"));
        assertThat(container(own, "app").has("env")).isFalse();
        assertThat(container(own, "app").path("volumeMounts").size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/shm", "/dev", "/dev/shm/"})
    @DisplayName("is refused with a tier that hides the application's shared memory")
    void sharedMemory(String tier) {
        assertThat(refusals(injector(tiersProfile("/mnt/ssd", tier)), labelled(""))
                        .getFirst()
                        .message())
                .contains("shared memory");
    }

    @Test
    @DisplayName("is refused without tiers")
    void noTiers() {
        assertThat(refusals(injector(tiersProfile()), labelled("")).getFirst().message())
                .contains("set shortCircuit.tiers");
    }

    @Test
    @DisplayName("never puts the reference to the node's address into a file, where nothing expands it")
    void neverInAFile() {
        Injector warning = new Injector(Fixtures.configuration(tiersProfile("/mnt/ssd"), OnConflict.WARN));
        ObjectNode pod = labelled("");
        pod.withObject("/spec")
                .withArrayProperty("containers")
                .add(Fixtures.json("{'name':'other','envFrom':[{'configMapRef':{'name':'c'}}]}"));
        ObjectNode result = inject(warning, pod);
        assertThat(Fixtures.env(result, "app", "JAVA_TOOL_OPTIONS")).contains("alluxio.user.hostname");
        assertThat(container(result, "other").path("volumeMounts").toString())
                .contains("alluxio-site.properties")
                .doesNotContain("/mnt/ssd");
        assertThat(result.at("/metadata/annotations")
                        .path(Keys.CLIENT_PROPERTIES)
                        .stringValue(""))
                .contains("alluxio.master.hostname")
                .doesNotContain("alluxio.user.hostname");
    }

    @Test
    @DisplayName("with onConflict: warn is left out completely, or not at all")
    void allOrNothing() {
        Profile profile = tiersProfile("/mnt/ramdisk", "/mnt/ssd");
        Injector warning = new Injector(Fixtures.configuration(profile, OnConflict.WARN));
        ObjectNode pod = labelled("'volumeMounts':[{'name':'d','mountPath':'/mnt/ssd'}]");
        Decision.Injected decision = injected(warning, pod);
        assertThat(decision.features()).isEmpty();
        assertThat(Fixtures.apply(pod, decision.patch()).at("/spec").toString())
                .doesNotContain("alluxio.user.hostname")
                .doesNotContain("ALLUXIO_CLIENT_HOSTNAME")
                .doesNotContain("/mnt/ramdisk");
    }
}
