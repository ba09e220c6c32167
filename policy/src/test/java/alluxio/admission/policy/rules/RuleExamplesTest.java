package alluxio.admission.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Budget;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.view.ExistingPaths;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.rules.ManifestEvaluation.Evaluated;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A rule")
class RuleExamplesTest {
    private static final List<ObjectKind> TEMPLATES = List.of(
            ObjectKind.DEPLOYMENT, ObjectKind.STATEFUL_SET, ObjectKind.DAEMON_SET, ObjectKind.REPLICATION_CONTROLLER);

    static Stream<RuleExample> examples() {
        return RuleExample.all();
    }

    static List<Rule> rules() {
        return AllRules.registry().rules();
    }

    static Stream<RuleExample> pods() {
        return examples()
                .filter(e ->
                        e.documents().getFirst().path("kind").stringValue("").equals("Pod"))
                // It points into another document.
                .filter(e -> !e.rule().equals("network-policy-ports"));
    }

    @Test
    @DisplayName("has a folder of examples, and there are no other folders")
    void folders() {
        assertThat(RuleExample.folders())
                .containsExactlyElementsOf(
                        rules().stream().map(rule -> rule.info().id()).toList());
    }

    @ParameterizedTest
    @MethodSource("rules")
    @DisplayName("bears its id as the name of its class")
    void named(Rule rule) {
        String kebab = rule.getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1");
        assertThat(kebab).isEqualToIgnoringCase(rule.info().id());
    }

    @ParameterizedTest
    @MethodSource("rules")
    @DisplayName("has metadata that is made once, and denies or warns by default: off is for the configuration")
    void metadata(Rule rule) {
        assertThat(rule.info()).isSameAs(rule.info());
        assertThat(rule.info().mode()).isNotEqualTo(RuleMode.OFF);
    }

    @ParameterizedTest
    @MethodSource("rules")
    @DisplayName("has an example that fails and one that passes, each of which says what it shows")
    void both(Rule rule) {
        List<RuleExample> examples = RuleExample.of(rule.info().id());
        assertThat(examples).extracting(RuleExample::name).contains("fails.yaml", "passes.yaml");
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
    void finds(RuleExample example) {
        List<Finding> findings = ManifestEvaluation.findings(example.documents());
        assertThat(paths(findings, example.rule())).isEqualTo(example.paths());
        assertThat(findings)
                .filteredOn(finding -> finding.severity() == RuleMode.DENY)
                .extracting(Finding::rule)
                .isSubsetOf(example.fails() ? List.of(example.rule()) : List.of());
    }

    @ParameterizedTest
    @MethodSource("examples")
    @DisplayName("points at a path that is in the object, and says what was found, what is wanted, why, and what to do")
    void complete(RuleExample example) {
        for (Evaluated evaluated : ManifestEvaluation.evaluate(example.documents())) {
            ObjectNode submitted = evaluated
                    .request()
                    .object()
                    .or(evaluated.request()::oldObject)
                    .orElseThrow();
            assertThat(evaluated.result().errors()).isEmpty();
            assertThat(evaluated.result().findings()).allSatisfy(finding -> {
                assertThat(new ExistingPaths(submitted, Budget.unlimited()).cut(finding.path()))
                        .isEqualTo(finding.path());
                assertThat(List.of(
                                finding.found(), finding.wanted(), finding.why(), finding.fix(), finding.reference()))
                        .noneMatch(String::isBlank);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("pods")
    @DisplayName("finds the same in a template as in the pod")
    void templates(RuleExample example) {
        Rule rule = rules().stream()
                .filter(r -> r.info().id().equals(example.rule()))
                .findFirst()
                .orElseThrow();
        List<String> expected = example.paths().stream()
                .map(path -> "spec.template." + path)
                .sorted()
                .toList();
        TEMPLATES.stream()
                .filter(rule.info().kinds()::contains)
                .forEach(kind -> assertThat(
                                paths(ManifestEvaluation.findings(inTemplate(example, kind)), example.rule()))
                        .as(kind.kind())
                        .isEqualTo(expected));
    }

    static Stream<RuleExample> failing() {
        return examples().filter(RuleExample::fails);
    }

    @ParameterizedTest
    @MethodSource("failing")
    @DisplayName("finds nothing any more once its fix is applied, and neither does another rule find anything new")
    void fixes(RuleExample example) {
        assertThat(example.fixes()).as("the fix, applied by hand").isNotEmpty();
        List<String> before = told(ManifestEvaluation.findings(example.documents()), _ -> true);
        List<String> after = told(ManifestEvaluation.findings(example.fixed()), _ -> true);
        // What is missing is told more exactly where more is there.
        assertThat(after).allSatisfy(told -> assertThat(before).anyMatch(told::startsWith));
        assertThat(told(ManifestEvaluation.findings(example.fixed()), example.rule()::equals))
                .isEmpty();
    }

    private static List<String> told(List<Finding> findings, Predicate<String> rules) {
        return findings.stream()
                .filter(finding -> rules.test(finding.rule()))
                .map(finding -> finding.rule() + " " + finding.path())
                .toList();
    }

    private static List<ObjectNode> inTemplate(RuleExample example, ObjectKind kind) {
        List<ObjectNode> documents = new ArrayList<>(example.documents());
        ObjectNode pod = documents.getFirst();
        ObjectNode owner = JsonNodeFactory.instance.objectNode().put("kind", kind.kind());
        owner.set("metadata", pod.path("metadata"));
        ObjectNode template = owner.putObject("spec").putObject("template");
        template.set("metadata", pod.path("metadata").deepCopy());
        template.set("spec", pod.path("spec"));
        documents.set(0, owner);
        return documents;
    }

    private static List<String> paths(List<Finding> findings, String rule) {
        return findings.stream()
                .filter(finding -> finding.rule().equals(rule))
                .map(finding -> finding.path().toString())
                .sorted()
                .toList();
    }
}
