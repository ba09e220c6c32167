package alluxio.admission.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.policy.RuleExamples.Example;
import alluxio.admission.model.RuleMode;
import alluxio.admission.policy.Kind;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.view.FieldPath;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A rule")
class RuleExamplesTest {

    static Stream<Example> examples() {
        return RuleExamples.all().stream();
    }

    static Stream<Rule> rules() {
        return RuleExamples.rules().stream();
    }

    static Stream<Example> pods() {
        return examples()
                .filter(e ->
                        e.documents().getFirst().path("kind").stringValue("").equals("Pod"));
    }

    @Test
    @DisplayName("has a folder of examples, and there are no other folders")
    void folders() {
        assertThat(RuleExamples.folders())
                .containsExactlyElementsOf(
                        new TreeSet<>(rules().map(rule -> rule.info().id()).toList()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    @DisplayName("has an example that fails and one that passes, each of which says what it shows")
    void both(Rule rule) {
        List<Example> examples = RuleExamples.of(rule.info().id());
        assertThat(examples).extracting(Example::name).contains("fails.yaml", "passes.yaml");
        assertThat(examples).allSatisfy(example -> {
            assertThat(example.name()).matches("(fails|passes)(-[a-z0-9-]+)?\\.yaml");
            assertThat(example.text()).startsWith("# ");
            assertThat(example.paths().isEmpty()).isEqualTo(!example.fails());
        });
    }

    @ParameterizedTest
    @MethodSource("examples")
    @DisplayName(
            "finds what its failing example says, there only, and nothing in the passing one; no other rule refuses")
    void finds(Example example) {
        List<JsonNode> findings = RuleExamples.validate(example.manifest());
        assertThat(paths(findings, example.rule())).isEqualTo(example.paths());
        assertThat(findings)
                .filteredOn(f -> f.path("severity").asString().equals("deny"))
                .extracting(f -> f.path("rule").asString())
                .isSubsetOf(example.fails() ? List.of(example.rule()) : List.of());
    }

    @ParameterizedTest
    @MethodSource("examples")
    @DisplayName("points at a path that is in the object, and says what was found, what to do, and why")
    void complete(Example example) {
        for (JsonNode finding : RuleExamples.validate(example.manifest())) {
            String path = finding.path("path").asString();
            assertThat(example.documents())
                    .as(path)
                    .anySatisfy(document -> assertThat(FieldPath.parse(path).existingIn(submitted(document)))
                            .hasToString(path));
            if (!finding.path("rule").asString().startsWith("inject-")) {
                assertThat(List.of("found", "wanted", "why", "fix", "link"))
                        .allSatisfy(name -> assertThat(finding.path(name).asString())
                                .as(name)
                                .isNotBlank());
            }
        }
    }

    private static JsonNode submitted(JsonNode document) {
        JsonNode request = document.path("request");
        return request.isMissingNode()
                ? document
                : request.path("object").isObject() ? request.path("object") : request.path("oldObject");
    }

    @ParameterizedTest
    @MethodSource("pods")
    @DisplayName("finds the same in a template as in the pod")
    void templates(Example example) {
        Rule rule = rules().filter(r -> r.info().id().equals(example.rule()))
                .findFirst()
                .orElseThrow();
        for (Kind kind : List.of(Kind.DEPLOYMENT, Kind.STATEFUL_SET, Kind.DAEMON_SET, Kind.REPLICATION_CONTROLLER)) {
            if (rule.info().kinds().contains(kind)) {
                assertThat(paths(RuleExamples.validate(inTemplate(example, kind)), example.rule()))
                        .as(kind.kind())
                        .isEqualTo(example.paths().stream()
                                .map(path -> "spec.template." + path)
                                .sorted()
                                .toList());
            }
        }
    }

    private static String inTemplate(Example example, Kind kind) {
        List<JsonNode> documents = example.documents();
        StringBuilder text = new StringBuilder();
        ObjectNode pod = (ObjectNode) documents.getFirst();
        text.append(JsonMapper.shared().writeValueAsString(Templates.of(pod, kind.kind())));
        documents.stream()
                .skip(1)
                .forEach(d -> text.append("\n---\n").append(JsonMapper.shared().writeValueAsString(d)));
        return text.toString();
    }

    @Test
    @DisplayName("refuses or warns of its own accord; off is for the configuration")
    void modes() {
        assertThat(rules()).allSatisfy(rule -> assertThat(rule.info().mode()).isNotEqualTo(RuleMode.OFF));
    }

    private static List<String> paths(List<JsonNode> findings, String rule) {
        return findings.stream()
                .filter(f -> f.path("rule").asString().equals(rule))
                .map(f -> f.path("path").asString(""))
                .sorted()
                .toList();
    }
}
