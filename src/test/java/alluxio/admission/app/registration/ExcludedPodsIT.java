package alluxio.admission.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Pods;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.Limits;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.LabelSelector;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Selectors of the configuration, which the chart writes as CEL, against the engine's own reading of them. */
@RealApiServer
@DisplayName("The chart's expression of injection.excludedPods")
class ExcludedPodsIT {
    private static final List<String> KEYS = List.of("app", "example.com/tier", "x.y_z-1", "in");
    private static final List<String> VALUES = List.of("", "a", "true", "1.0", "A_b-c");
    private static final int SELECTORS = 40;
    private static final int PODS = 150;

    private final Cluster cluster;
    private final Random random = new Random(14);

    ExcludedPodsIT(ApiServer server) {
        cluster = new Cluster(server);
    }

    @Test
    @DisplayName("selects the same pods as the engine, by each selector alone and by all together")
    void sameAsEngine() {
        String scope = "excluded-pods";
        List<LabelSelector> selectors =
                IntStream.range(0, SELECTORS).mapToObj(_ -> selector()).toList();
        Injector engine = engine(selectors);
        cluster.api().namespace(scope, scope, Map.of());
        try (Cluster.Registered _ = cluster.register(telling(scope, selectors))) {
            Cluster.await(
                    () -> cluster.dryRun(scope, Pods.minimal("probe")).code() == 422,
                    "the policy does not come into force");
            List<Map<String, String>> pods =
                    IntStream.range(0, PODS).mapToObj(_ -> labels()).toList();
            List<String> answers = Cluster.all(
                    pods, labels -> cluster.dryRun(scope, pod(labels)).message());
            Set<Integer> selecting = new TreeSet<>();
            for (int i = 0; i < PODS; i++) {
                Map<String, String> labels = pods.get(i);
                List<Integer> selected = IntStream.range(0, SELECTORS)
                        .filter(s -> selectors.get(s).matches(labels))
                        .boxed()
                        .toList();
                selecting.addAll(selected);
                assertThat(answers.get(i))
                        .as(labels.toString())
                        .endsWith("selected by ["
                                + selected.stream().map(s -> s + ";").collect(Collectors.joining()) + "]"
                                + (selected.isEmpty() ? "" : " excluded"));
                assertThat(engine.decide(new InjectionRequest(pod(labels), scope, true)) instanceof Decision.NotOptedIn)
                        .isEqualTo(!selected.isEmpty());
            }
            assertThat(selecting).hasSizeGreaterThan(SELECTORS / 2).hasSizeLessThan(SELECTORS);
        }
    }

    @Test
    @DisplayName("is taken by the API server at the limit, and stays within its cost")
    void atTheLimit() {
        String scope = "excluded-limit";
        List<LabelSelector> selectors = IntStream.range(0, Limits.EXCLUDED_POD_TERMS)
                .mapToObj(i -> new LabelSelector(Map.of(longest(i), "v".repeat(63)), List.of()))
                .toList();
        Recorder recorder = Recorder.start();
        cluster.api().namespace(scope, scope, Map.of("alluxio.io/inject", "true"));
        long errors = cluster.metric("apiserver_admission_match_condition_evaluation_errors_total");
        try (Cluster.Registered _ =
                cluster.register(RenderedChart.in("elsewhere", "mutation.failurePolicy=\"Fail\"", setting(selectors))
                        .only("MutatingWebhookConfiguration")
                        .scoped(scope)
                        .served(recorder.port(), recorder.caPem()))) {
            ObjectNode probe = Pods.minimal("probe");
            Cluster.await(
                    () -> cluster.dryRun(scope, Cluster.marked(probe, "probe")).created() && recorder.saw("probe"),
                    "the webhooks do not come into force");
            ObjectNode last = pod(Map.of(longest(Limits.EXCLUDED_POD_TERMS - 1), "v".repeat(63)));
            assertThat(cluster.dryRun(scope, Cluster.marked(last, "last")).created())
                    .isTrue();
            assertThat(recorder.saw("last")).isFalse();
            assertThat(cluster.metric("apiserver_admission_match_condition_evaluation_errors_total"))
                    .isEqualTo(errors);
        } finally {
            recorder.close();
        }
    }

    /** A key of the greatest length. */
    private static String longest(int i) {
        String label = "p".repeat(63) + ".";
        return label.repeat(3) + "q".repeat(61) + "/" + "k".repeat(59) + "%04d".formatted(i);
    }

    /** A policy that refuses every pod of the scope and says which of the chart's expressions select it. */
    private static RenderedChart telling(String scope, List<LabelSelector> selectors) {
        RenderedChart chart = RenderedChart.in("elsewhere", setting(selectors))
                .only("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding");
        String whole = chart.ofKind("ValidatingAdmissionPolicy").stream()
                .filter(policy -> policy.at("/metadata/name").asString("").endsWith("-labels"))
                .flatMap(policy -> policy.at("/spec/variables").valueStream())
                .filter(variable -> variable.path("name").asString("").equals("excluded"))
                .map(variable -> variable.path("expression").asString(""))
                .findFirst()
                .orElseThrow();
        List<String> lines = whole.lines().toList();
        List<String> each = lines.subList(1, lines.size() - 1).stream()
                .map(line -> line.replaceFirst(" \\|\\|$", ""))
                .toList();
        assertThat(each).hasSize(selectors.size());
        ObjectNode policy = Cluster.json("""
                {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicy",
                "metadata": {"name": "telling"}, "spec": {"failurePolicy": "Fail",
                "matchConstraints": {"resourceRules": [{"operations": ["CREATE"], "apiGroups": [""], "apiVersions": ["v1"],
                "resources": ["pods"]}]}, "variables": [], "validations": [{"expression": "false"}]}}
                """);
        ArrayNode variables = policy.withArray("/spec/variables");
        StringBuilder message = new StringBuilder("'selected by [' + ");
        for (int i = 0; i < each.size(); i++) {
            variables.addObject().put("name", "s" + i).put("expression", lines.getFirst() + each.get(i) + ")");
            message.append("(variables.s").append(i).append(" ? '").append(i).append(";' : '') + ");
        }
        variables.addObject().put("name", "whole").put("expression", whole);
        ((ObjectNode) policy.at("/spec/validations/0"))
                .put("messageExpression", message + "']' + (variables.whole ? ' excluded' : '')");
        ObjectNode binding = Cluster.json("""
                {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicyBinding",
                "metadata": {"name": "telling"}, "spec": {"policyName": "telling", "validationActions": ["Deny"]}}
                """);
        return RenderedChart.of(List.of(policy, binding)).scoped(scope);
    }

    private static String setting(List<LabelSelector> selectors) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (LabelSelector selector : selectors) {
            ObjectNode tree = list.addObject();
            selector.labels().forEach(tree.putObject("matchLabels")::put);
            ArrayNode expressions = tree.putArray("matchExpressions");
            selector.requirements().forEach(requirement -> {
                ObjectNode expression =
                        expressions.addObject().put("key", requirement.key()).put("operator", requirement.operator());
                requirement.values().forEach(expression.putArray("values")::add);
            });
        }
        return "config.injection.excludedPods=" + list;
    }

    private static Injector engine(List<LabelSelector> selectors) {
        AdmissionConfiguration defaults = AdmissionConfiguration.defaults();
        return new Injector(new AdmissionConfiguration(
                defaults.defaultProfile(),
                defaults.profiles(),
                defaults.access(),
                new InjectionSettings(OnConflict.DENY, List.of(), selectors, Set.of(), List.of()),
                defaults.policy()));
    }

    private LabelSelector selector() {
        Map<String, String> labels = new LinkedHashMap<>();
        List<LabelRequirement> requirements = new ArrayList<>();
        while (labels.isEmpty() && requirements.isEmpty()) {
            KEYS.forEach(key -> {
                switch (random.nextInt(8)) {
                    case 0 -> labels.put(key, pick(VALUES));
                    case 1 -> requirements.add(new LabelRequirement(key, LabelRequirement.IN, some()));
                    case 2 -> requirements.add(new LabelRequirement(key, LabelRequirement.NOT_IN, some()));
                    case 3 ->
                        requirements.add(new LabelRequirement(
                                key,
                                random.nextBoolean() ? LabelRequirement.EXISTS : LabelRequirement.DOES_NOT_EXIST,
                                List.of()));
                    default -> {}
                }
            });
        }
        return new LabelSelector(labels, requirements);
    }

    private List<String> some() {
        return List.copyOf(new TreeSet<>(List.of(pick(VALUES), pick(VALUES))));
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        KEYS.stream().filter(_ -> random.nextInt(3) > 0).forEach(key -> labels.put(key, pick(VALUES)));
        return labels;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static ObjectNode pod(Map<String, String> labels) {
        ObjectNode pod = Pods.minimal("pod");
        labels.forEach(pod.withObject("/metadata").withObjectProperty("labels")::put);
        return pod;
    }
}
