package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Registration.Route;
import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A labelled pod, created in a real API server")
class ExactSpecIT {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {generateName: exact-, labels: {app: exact}}
            spec:
              initContainers:
              - {name: prepare, image: "prepare:1"}
              - {name: helper, image: "helper:1", restartPolicy: Always, env: [{name: A, value: b}]}
              containers:
              - name: app
                image: app:1
                env: [{name: JAVA_TOOL_OPTIONS, value: -Xmx1g}, {name: OTHER, value: "$(HOME)"}]
                volumeMounts: [{name: data, mountPath: /data}]
              - {name: istio-proxy, image: "istio/proxyv2:1"}
              volumes: [{name: data, emptyDir: {}}]
              hostAliases: [{ip: 10.0.0.7, hostnames: [other]}]
            """;

    record Case(Route route, Set<Feature> features, ClientOptions options) {
        @Override
        public String toString() {
            return "by " + route + ", " + options.name().toLowerCase(Locale.ROOT) + ": "
                    + features.stream().map(Feature::key).collect(Collectors.joining(", "));
        }
    }

    private final Api api;
    private final Map<Route, Registration> registrations;

    ExactSpecIT(ApiServer server) {
        api = new Api(server);
        registrations = Arrays.stream(Route.values()).collect(Collectors.toMap(route -> route, this::register));
    }

    private Registration register(Route route) {
        api.namespace(namespace(route), namespace(route), Map.of());
        return Registration.start(api, namespace(route), namespace(route), route, TestConfigurations.everything());
    }

    private static String namespace(Route route) {
        return "exact-" + route.name().toLowerCase(Locale.ROOT);
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Route route : Route.values()) {
            for (ClientOptions options : ClientOptions.values()) {
                subsets(List.of(Feature.values())).forEach(features -> cases.add(new Case(route, features, options)));
            }
        }
        return cases;
    }

    private static List<Set<Feature>> subsets(List<Feature> features) {
        if (features.isEmpty()) {
            return List.of(EnumSet.noneOf(Feature.class));
        }
        List<Set<Feature>> subsets = new ArrayList<>();
        for (Set<Feature> rest : subsets(features.subList(1, features.size()))) {
            Set<Feature> with = EnumSet.copyOf(rest);
            with.add(features.getFirst());
            subsets.addAll(List.of(rest, with));
        }
        return subsets;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("has exactly what its features add, and everything else as it was")
    void exact(Case test) {
        String namespace = namespace(test.route());
        ObjectNode pod = Pods.annotated(
                Pods.yaml(POD),
                Map.of(
                        Keys.FEATURES,
                        test.features().stream().map(Feature::key).collect(Collectors.joining(",")),
                        Keys.CLIENT_OPTIONS,
                        test.options().name().toLowerCase(Locale.ROOT)));
        ObjectNode before = created(namespace, Pods.labelled(pod, "false"));
        ObjectNode after = created(namespace, Pods.labelled(pod, "true"));
        JsonNode status = JsonMapper.shared().readTree(Pods.annotation(after, Keys.STATUS));
        ((ObjectNode) after.at("/metadata/annotations")).remove(Keys.STATUS);
        ObjectNode expected = ExpectedInjection.of(before, test.features(), test.options());
        assertThat(after.toPrettyString()).isEqualTo(sorted(expected, after).toPrettyString());
        assertStatus(status, test);
    }

    /** The API server writes members in an order of its own; only their order may differ. */
    private static JsonNode sorted(ObjectNode expected, ObjectNode after) {
        return expected.equals(after) ? after : expected;
    }

    private ObjectNode created(String namespace, ObjectNode pod) {
        ObjectNode created = api.create(namespace, pod).pod();
        ((ObjectNode) created.get("metadata")).remove("name");
        return created;
    }

    private static void assertStatus(JsonNode status, Case test) {
        assertThat(status.path("schema").intValue()).isEqualTo(1);
        assertThat(status.path("result").stringValue("")).isEqualTo("injected");
        assertThat(status.path("profile").stringValue("")).isEqualTo("alluxio");
        assertThat(status.path("features").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(
                        test.features().stream().map(Feature::key).toList());
        boolean mounts = test.options() == ClientOptions.FILE
                || test.features().stream().anyMatch(feature -> feature != Feature.HOST_ALIASES);
        assertThat(List.copyOf(status.path("added").path("mounts").propertyNames()))
                .containsExactlyElementsOf(mounts ? List.of("app", "helper", "prepare") : List.of());
    }

    @AfterAll
    void close() {
        System.out.println("exact specs: " + cases().size() + " combinations as expected or reported; decisions "
                + registrations.entrySet().stream()
                        .map(entry ->
                                "by " + entry.getKey() + " " + entry.getValue().decisions())
                        .sorted()
                        .collect(Collectors.joining(", ")));
        registrations.values().forEach(Registration::close);
    }
}
