package alluxio.admission.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/rules.md is made of the rules' doc comments and examples; to write it anew, set GOLDEN_UPDATE=1. */
@DisplayName("docs/rules.md")
class RulesDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/rules.md");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern COMMENT =
            Pattern.compile("/\\*\\*\\n(.*?)\\n \\*/\\n(?:@[^\\n]*\\n)*public final class", Pattern.DOTALL);
    private static final List<String> PARTS = List.of("Restricted fields", "Allowed values", "Why", "Source");

    @Test
    @DisplayName("says what the rules' doc comments and examples say")
    void isUpToDate() throws IOException {
        StringBuilder text = new StringBuilder(Files.readString(Path.of("src/test/resources/rules-document-head.md")));
        text.append("| rule | mode | about |\n|---|---|---|\n");
        for (Rule rule : AllRules.registry().rules()) {
            text.append("| [`" + id(rule) + "`](#" + id(rule) + ") | "
                    + rule.info().mode().key() + " | " + firstSentence(rule) + " |\n");
        }
        for (Rule rule : AllRules.registry().rules()) {
            text.append(section(rule));
        }
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(DOCUMENT, text.toString());
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(text.toString());
    }

    static Stream<Rule> rules() {
        return AllRules.registry().rules().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    @DisplayName("says of a rule that looks at other objects in which order they may be applied")
    void orders(Rule rule) throws IOException {
        String source = source(rule);
        boolean looksAtOthers = !rule.indices().isEmpty()
                || List.of(".view()", ".nodes()", "NamespaceLimits").stream().anyMatch(source::contains);
        assertThat(comment(rule).contains("**Order of applying:**")).isEqualTo(looksAtOthers);
    }

    private static String section(Rule rule) throws IOException {
        RuleInfo info = rule.info();
        StringBuilder text = new StringBuilder("\n## " + info.id() + "\n\n" + comment(rule) + "\n\n");
        text.append("Mode: `" + info.mode().key() + "`. Judged: " + kinds(info)
                + (info.roles().isEmpty()
                        ? ""
                        : " with a container of "
                                + info.roles().stream().sorted().map(Role::key).collect(Collectors.joining(", ")))
                + (info.deletions() ? ", when one is deleted" : "") + "; "
                + (info.isForAnyRelease() ? "any release, as " + info.scope().basis() : "Alluxio 2")
                + ".\n");
        for (RuleExample example : RuleExample.of(info.id())) {
            if (List.of("fails.yaml", "passes.yaml").contains(example.name())) {
                text.append("\n" + (example.fails() ? "Fails" : "Passes") + ": " + example.shows() + "\n```yaml\n"
                        + example.manifest() + "```\n");
            }
        }
        return text.toString();
    }

    private static String kinds(RuleInfo info) {
        return info.kinds().containsAll(ObjectKind.WORKLOADS)
                ? "pods and whatever makes them"
                : info.kinds().stream().sorted().map(ObjectKind::kind).collect(Collectors.joining(", "));
    }

    private static String firstSentence(Rule rule) throws IOException {
        return comment(rule).lines().takeWhile(line -> !line.isBlank()).collect(Collectors.joining(" "));
    }

    /** As Markdown; it has all parts, in their order. */
    private static String comment(Rule rule) throws IOException {
        Matcher matcher = COMMENT.matcher(source(rule));
        assertThat(matcher.find()).as("doc comment of " + rule.getClass()).isTrue();
        String markdown = matcher.group(1)
                .replaceAll("(?m)^ \\* ?", "")
                .replaceAll("<p>", "")
                .replaceAll("</?b>", "**")
                .replaceAll("<ul>\\n|</ul>\\n?", "")
                .replaceAll("(?m)^ *<li>", "- ")
                .replaceAll("\\{@(?:code|link) ((?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*)\\}", "`$1`")
                .strip();
        assertThat(markdown)
                .as(rule.getClass().getSimpleName())
                .containsSubsequence(
                        PARTS.stream().map(part -> "**" + part + ":**").toList());
        return markdown;
    }

    private static String source(Rule rule) throws IOException {
        return Files.readString(SOURCES.resolve(rule.getClass().getName().replace('.', '/') + ".java"));
    }

    private static String id(Rule rule) {
        return rule.info().id();
    }
}
