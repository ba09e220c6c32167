package alluxio.admission.webhook.review;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.FindingLocation;
import alluxio.admission.policy.FindingMessage;
import alluxio.admission.policy.PolicyResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A refusal by rules")
class ValidationHandlerTest {

    @Test
    @DisplayName("tells fifty findings, in its message and in its causes, and how many more there are")
    void fifty() throws BadReviewException {
        AdmissionResponse.Denied denied = denied(53);
        assertThat(denied.causes()).hasSize(51);
        assertThat(denied.causes().getLast().message()).isEqualTo("and 3 more");
        assertThat(denied.message())
                .startsWith("53 problems: (1) host-pid at p100: ")
                .contains(" (50) ")
                .endsWith(" and 3 more");
    }

    @Test
    @DisplayName("tells all of fifty")
    void all() throws BadReviewException {
        assertThat(denied(50).causes())
                .hasSize(50)
                .allSatisfy(cause -> assertThat(cause.field()).isNotEmpty());
        assertThat(denied(50).message()).doesNotContain("more");
    }

    @Test
    @DisplayName("is a warning of one line for the same problem at several places, and never without the action")
    void oneWarning() throws BadReviewException {
        AdmissionResponse response = response(findings(RuleMode.WARN, 53, _ -> "a"));

        assertThat(response.remarks().warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.line()).startsWith("host-pid at p100, p101").endsWith(" d");
            assertThat(warning.shortLine(256)).startsWith("host-pid at p100, ").endsWith(": d");
        });
        assertThat(response.remarks().warnedRules()).containsExactly("host-pid");
    }

    private static AdmissionResponse.Denied denied(int count) throws BadReviewException {
        return (AdmissionResponse.Denied) response(findings(RuleMode.DENY, count, i -> "a" + i));
    }

    private static List<Finding> findings(RuleMode severity, int count, IntFunction<String> found) {
        return IntStream.range(100, 100 + count)
                .mapToObj(i -> new Finding(
                        "host-pid",
                        severity,
                        new FindingLocation(FieldPath.parse("p" + i), ""),
                        new FindingMessage(found.apply(i), "b", "c.", "d"),
                        ""))
                .toList();
    }

    private static AdmissionResponse response(List<Finding> findings) throws BadReviewException {
        PolicyResult result = new PolicyResult(findings, List.of(), List.of(), List.of(), "", List.of());
        byte[] review = """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE",
                 "kind":{"group":"","version":"v1","kind":"Pod"},"object":{"kind":"Pod"}}}""".getBytes(StandardCharsets.UTF_8);
        return new ValidationHandler((_, _) -> result)
                .handle(new AdmissionReviewCodec().decode(review), DecisionLimits.ofDecision());
    }
}
