package alluxio.admission.policy.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.policy.Finding;
import alluxio.admission.policy.FindingGroup;
import alluxio.admission.policy.rules.ManifestEvaluation.Evaluated;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The message of a finding")
class RuleMessagesTest {
    /** The API server may cut a warning after so many bytes. */
    private static final int SHORT_WARNING = 256;

    /** Words that a reader would have to puzzle over. */
    private static final Pattern PRIVATE =
            Pattern.compile("\\b(nobody|whoever|whom|mend(ed)?|of ours|nothing says so)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern REMOVES = Pattern.compile("\\bremove (-D[^ =,]+|[A-Za-z]+)");

    static Stream<RuleExample> failing() {
        return RuleExample.all().filter(RuleExample::fails);
    }

    @ParameterizedTest
    @MethodSource("failing")
    @DisplayName("says rule, place and fix within the 256 bytes that are sure to be shown, where it must be short")
    void brief(RuleExample example) {
        assertThat(FindingGroup.of(ManifestEvaluation.findings(example.documents())))
                .extracting(FindingGroup::brief)
                .allSatisfy(brief -> assertThat(brief.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(SHORT_WARNING));
    }

    @ParameterizedTest
    @MethodSource("failing")
    @DisplayName("is in plain words, and its fix is one command that does not end with a full stop")
    void plain(RuleExample example) {
        assertThat(ManifestEvaluation.findings(example.documents())).allSatisfy(finding -> {
            assertThat(finding.message()).doesNotContainPattern(PRIVATE);
            assertThat(finding.fix()).matches("[a-z][^\\n]*[^.]");
            assertThat(finding.why()).matches("[A-Za-z/][^\\n]*\\.");
        });
    }

    @ParameterizedTest
    @MethodSource("failing")
    @DisplayName("does not ask to remove what another finding of the object asks to add")
    void consistent(RuleExample example) {
        for (Evaluated evaluated : ManifestEvaluation.evaluate(example.documents())) {
            List<Finding> findings = evaluated.result().findings();
            for (Finding finding : findings) {
                Matcher removes = REMOVES.matcher(finding.fix());
                while (removes.find()) {
                    String removed = removes.group(1);
                    assertThat(findings)
                            .filteredOn(other -> other.container().equals(finding.container()))
                            .extracting(Finding::fix)
                            .noneMatch(fix -> fix.matches(".*\\b(add|set|write) " + Pattern.quote(removed) + "\\b.*"));
                }
            }
        }
    }
}
