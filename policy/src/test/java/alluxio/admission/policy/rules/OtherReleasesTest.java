package alluxio.admission.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.policy.Finding;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.rules.ManifestEvaluation.Evaluated;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What rules say of Alluxio 3: each failing example with images of 3.6. */
@DisplayName("A rule about Alluxio 3")
class OtherReleasesTest {
    private static final String IMAGE = "registry.example.com/alluxio/alluxio:3.6.1";
    private static final Map<String, RuleInfo> RULES = AllRules.registry().rules().stream()
            .map(Rule::info)
            .collect(Collectors.toMap(RuleInfo::id, Function.identity()));

    private static RuleInfo info(RuleExample example) {
        return Objects.requireNonNull(RULES.get(example.rule()), example.rule());
    }

    static Stream<RuleExample> changed() {
        return RuleExample.all().filter(RuleExample::fails).filter(example -> isChanged(example.documents()));
    }

    static Stream<RuleExample> ofAlluxio2() {
        return changed().filter(example -> !info(example).isForAnyRelease());
    }

    static Stream<RuleExample> ofAnyRelease() {
        return changed()
                .filter(example -> info(example).isForAnyRelease())
                // They are about the image itself.
                .filter(example ->
                        !List.of("alluxio-image-tag", "mixed-versions").contains(example.rule()));
    }

    @ParameterizedTest
    @MethodSource("ofAlluxio2")
    @DisplayName("finds nothing in it and says that it is not judged, unless its fact holds for any release")
    void notJudged(RuleExample example) {
        List<Evaluated> ofAlluxio3 = evaluated(example).stream()
                .filter(OtherReleasesTest::isAlluxio3)
                .toList();
        assertThat(paths(ofAlluxio3, example.rule())).isEmpty();
        boolean hasKind = ofAlluxio3.stream()
                .anyMatch(evaluated -> info(example).kinds().stream()
                        .anyMatch(kind -> kind.kind().equals(evaluated.request().kind())));
        // Of several objects, those with the roles of the rule.
        assertThat(!hasKind
                        || ofAlluxio3.stream()
                                .anyMatch(
                                        evaluated -> says(evaluated, example, "Alluxio 3.6.1 (by the tag of its image)")
                                                && says(evaluated, example, "Alluxio 2")))
                .as("%s", ofAlluxio3)
                .isTrue();
    }

    private static boolean isAlluxio3(Evaluated evaluated) {
        return isChanged(List.of(
                evaluated.request().object().or(evaluated.request()::oldObject).orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("ofAnyRelease")
    @DisplayName("finds what it finds in Alluxio 2, if its fact holds for any release, or says what it does not see")
    void judged(RuleExample example) {
        RuleInfo info = info(example);
        assertThat(info.scope().basis()).matches("[A-Za-z][^\n]*[^.]");
        List<Evaluated> evaluated = evaluated(example);
        // Alluxio 3 is told in another way where to mount.
        if (evaluated.stream().noneMatch(each -> says(each, example, "where FUSE mounts Alluxio"))) {
            assertThat(paths(evaluated, example.rule())).isEqualTo(example.paths());
        }
        assertThat(evaluated).noneMatch(each -> says(each, example, "Alluxio 3"));
    }

    private static boolean says(Evaluated evaluated, RuleExample example, String text) {
        return evaluated.result().notJudged().stream()
                .anyMatch(n -> n.rule().equals(example.rule()) && n.what().contains(text));
    }

    private static List<Evaluated> evaluated(RuleExample example) {
        List<ObjectNode> documents = example.documents();
        documents.forEach(OtherReleasesTest::change);
        return ManifestEvaluation.evaluate(documents);
    }

    private static boolean isChanged(List<ObjectNode> documents) {
        return documents.stream().anyMatch(OtherReleasesTest::change);
    }

    /** Whether it has an image of Alluxio, which is one of 3.6 then. */
    private static boolean change(JsonNode node) {
        boolean changed = false;
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                // What was there before stays as it was.
                changed |= !field.getKey().equals("oldObject") && change(field.getValue());
            }
        } else {
            for (JsonNode item : node.values()) {
                changed |= change(item);
            }
        }
        if (node instanceof ArrayNode || !node.path("image").isString()) {
            return changed;
        }
        String image = node.path("image").stringValue();
        if (!image.contains("alluxio/alluxio") && !image.contains("/alluxio:")) {
            return changed;
        }
        ((ObjectNode) node).put("image", IMAGE);
        return true;
    }

    private static List<String> paths(List<Evaluated> evaluated, String rule) {
        return evaluated.stream()
                .flatMap(each -> each.result().findings().stream())
                .filter(finding -> finding.rule().equals(rule))
                .map(Finding::path)
                .map(Object::toString)
                .sorted()
                .toList();
    }
}
