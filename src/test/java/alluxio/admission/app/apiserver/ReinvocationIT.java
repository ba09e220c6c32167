package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Registration.Route;
import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.injector.Removal;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.injector.patch.JsonPatch.Add;
import alluxio.admission.injector.patch.JsonPatch.Replace;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A pod that another webhook changes too")
class ReinvocationIT {
    /** Whether the other webhook's name sorts after ours or before. */
    enum Order {
        AFTER_OURS,
        BEFORE_OURS;

        private String scope() {
            return this == AFTER_OURS ? "late-after" : "late-before";
        }

        /** Ours is called alluxio-... */
        private String webhook() {
            return this == AFTER_OURS ? "zz-late" : "aa-late";
        }
    }

    private static final String WHAT = "late";
    private static final String ALONE = "late-alone";
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: late, labels: {}}
            spec:
              containers:
              - {name: app, image: "app:1", env: [{name: JAVA_TOOL_OPTIONS, value: -Xmx1g}]}
            """;
    private static final String CONTAINER = """
            {"name":"late","image":"late:1","resources":{},"env":[{"name":"LATE","value":"yes"}]}""";

    private final Api api;
    private final Registration alone;
    private final Map<Order, Registration> registrations;
    private final Map<Order, LateWebhook> others;

    ReinvocationIT(ApiServer server) {
        api = new Api(server);
        alone = register(ALONE);
        registrations = Map.of(
                Order.AFTER_OURS, register(Order.AFTER_OURS.scope()),
                Order.BEFORE_OURS, register(Order.BEFORE_OURS.scope()));
        others = Map.of(Order.AFTER_OURS, other(Order.AFTER_OURS), Order.BEFORE_OURS, other(Order.BEFORE_OURS));
    }

    private Registration register(String scope) {
        api.namespace(scope, scope, Map.of());
        return Registration.start(api, scope, scope, Route.URL, TestConfigurations.everything());
    }

    private LateWebhook other(Order order) {
        LateWebhook other = new LateWebhook(api, order.webhook(), order.scope(), ReinvocationIT::change);
        Registration.await(
                () -> api.dryRun(order.scope(), pod("container")).text(),
                text -> text.contains("late:1"),
                order.webhook() + " does not come into force");
        return other;
    }

    /** What the other webhook does, once: a pod's label says what. */
    private static List<JsonPatch.PatchOperation> change(ObjectNode pod) {
        JsonNode app = pod.at("/spec/containers/0");
        String variable = "/env/" + names(app.path("env")).indexOf("JAVA_TOOL_OPTIONS") + "/value";
        String options = app.at(variable).stringValue("");
        String what = pod.path("metadata").path("labels").path(WHAT).stringValue("");
        if (what.equals("container") && pod.at("/spec/containers/1").isMissingNode()) {
            return List.of(new Add("/spec/containers/-", json(CONTAINER)));
        }
        if (what.equals("variable") && !app.path("env").toString().contains("LATE")) {
            return List.of(new Add("/spec/containers/0/env/-", json("{\"name\":\"LATE\",\"value\":\"yes\"}")));
        }
        if (what.equals("init")
                && !pod.at("/spec").path("initContainers").toString().contains("early")) {
            JsonNode early = json("{\"name\":\"early\",\"image\":\"early:1\",\"resources\":{}}");
            return pod.at("/spec/initContainers").isMissingNode()
                    ? List.of(new Add("/spec/initContainers", json("[" + early + "]")))
                    : List.of(new Add("/spec/initContainers/0", early));
        }
        if (what.equals("options") && !options.contains("-Dlate")) {
            return List.of(new Replace("/spec/containers/0" + variable, StringNode.valueOf(options + " -Dlate=1")));
        }
        return List.of();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Order.class)
    @DisplayName("by a container more: that container is an Alluxio client too, as if it had been there before")
    void container(Order order) {
        ObjectNode pod = pod("container");
        ObjectNode complete = pod.deepCopy();
        complete.withObject("/spec").withArrayProperty("containers").add(json(CONTAINER));
        ObjectNode expected = api.dryRun(ALONE, complete).pod();
        ObjectNode actual = created(order, pod, order == Order.AFTER_OURS ? 2 : 1);
        assertThat(actual.path("spec")).isEqualTo(expected.path("spec"));
        assertThat(status(actual).path("added")).isEqualTo(status(expected).path("added"));
        assertThat(actual.at("/spec/containers/1/volumeMounts").size()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Order.class)
    @DisplayName("by a variable more has that one and ours, each once")
    void variable(Order order) {
        ObjectNode actual = created(order, pod("variable"), order == Order.AFTER_OURS ? 2 : 1);
        assertThat(names(actual.at("/spec/containers/0/env")))
                .containsExactlyInAnyOrder("JAVA_TOOL_OPTIONS", "LATE", "ALLUXIO_FUSE_PATH", "HADOOP_CONF_DIR");
        assertThat(names(actual.at("/spec/volumes"))).doesNotHaveDuplicates().hasSize(3);
        assertThat(names(actual.at("/spec/containers/0/volumeMounts")))
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Order.class)
    @DisplayName("in the very variable that we append to has both parts, each once")
    void options(Order order) {
        ObjectNode actual = created(order, pod("options"), order == Order.AFTER_OURS ? 2 : 1);
        int index = names(actual.at("/spec/containers/0/env")).indexOf("JAVA_TOOL_OPTIONS");
        String value = actual.at("/spec/containers/0/env/" + index + "/value").stringValue("");
        List<String> options = List.of(value.split(" "));
        assertThat(options)
                .doesNotHaveDuplicates()
                .contains("-Xmx1g", "-Dlate=1", "-Dalluxio.master.hostname=alluxio-master-0.alluxio")
                .hasSize(6);
        Removal.Uninjected removal = (Removal.Uninjected) new Uninjector().remove(actual);
        String left = removal.patch().toJson().toString();
        assertThat(left).contains("\"-Xmx1g -Dlate=1\"").doesNotContain("-Dalluxio");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Order.class)
    @DisplayName("by an init container in front has one FUSE sidecar, and that container has its file system too")
    void sidecar(Order order) {
        ObjectNode pod = Pods.annotated(pod("init"), Map.of(Keys.FUSE_MODE, "sidecar"));
        ObjectNode actual = created(order, pod, order == Order.AFTER_OURS ? 2 : 1);
        assertThat(names(actual.at("/spec/initContainers")))
                .isEqualTo(
                        order == Order.AFTER_OURS
                                ? List.of("early", "alluxio-fuse-unmount", "alluxio-fuse")
                                : List.of("alluxio-fuse-unmount", "alluxio-fuse", "early"));
        int early = order == Order.AFTER_OURS ? 0 : 2;
        assertThat(actual.at("/spec/initContainers/" + early).toString()).contains("ALLUXIO_FUSE_PATH");
        for (int ours : List.of(1, 2 - early)) {
            assertThat(actual.at("/spec/initContainers/" + ours).toString()).doesNotContain("ALLUXIO_FUSE_PATH");
        }
        assertThat(names(actual.at("/spec/volumes"))).doesNotHaveDuplicates().hasSize(3);
        assertThat(status(actual).at("/added/initContainers").toString())
                .matches("\\{\"\":\\{\"alluxio-fuse\":\"[0-9a-f]{12}\",\"alluxio-fuse-unmount\":\"[0-9a-f]{12}\"}}");
    }

    private ObjectNode created(Order order, ObjectNode pod, int calls) {
        Registration ours = registrations.getOrDefault(order, alone);
        Map<String, Long> before = ours.decisions();
        ObjectNode created = api.dryRun(order.scope(), pod).pod();
        assertThat(ours.decisionsSince(before).values().stream()
                        .mapToLong(n -> n)
                        .sum())
                .as("how often ours was asked")
                .isEqualTo(calls);
        return created;
    }

    private static ObjectNode pod(String what) {
        ObjectNode pod = Pods.labelled(Pods.yaml(POD), "true");
        pod.withObject("/metadata/labels").put(WHAT, what);
        return pod;
    }

    private static JsonNode status(ObjectNode pod) {
        return json(Pods.annotation(pod, Keys.STATUS));
    }

    private static List<String> names(JsonNode list) {
        return list.valueStream().map(item -> item.path("name").stringValue("")).toList();
    }

    @AfterAll
    void close() {
        System.out.println("reinvocation: "
                + registrations.entrySet().stream()
                        .map(entry -> "other webhook " + entry.getKey() + " "
                                + entry.getValue().decisions())
                        .sorted()
                        .toList());
        others.values().forEach(LateWebhook::close);
        registrations.values().forEach(Registration::close);
        alone.close();
    }
}
