package alluxio.admission.policy;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.FieldPath;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Findings that say the same")
class FindingGroupTest {
    private static final FindingMessage TEXT = new FindingMessage("port 80", "port 81", "It hurts.", "use port 81");

    @Test
    @DisplayName("are told once, with all their places and containers")
    void once() {
        List<FindingGroup> groups = FindingGroup.of(List.of(
                finding("spec.a", "one", TEXT), finding("spec.b", "two", TEXT), finding("spec.c", "two", TEXT)));
        assertThat(groups)
                .extracting(FindingGroup::message)
                .containsExactly(
                        "ports at spec.a, spec.b, spec.c: containers \"one\", \"two\": found port 80, wanted port 81. "
                                + "It hurts. Fix: use port 81 (see)");
    }

    @Test
    @DisplayName("stay apart from those with another text or severity, in the order of the first of each")
    void apart() {
        FindingMessage other = new FindingMessage("port 82", "port 81", "It hurts.", "use port 81");
        Finding first = finding("spec.a", "", TEXT);
        List<FindingGroup> groups = FindingGroup.of(List.of(
                first, finding("spec.b", "", other), finding("spec.c", "", TEXT), first.withSeverity(RuleMode.WARN)));
        assertThat(groups).extracting(group -> group.findings().size()).containsExactly(2, 1, 1);
        assertThat(groups).extracting(FindingGroup::brief).first().isEqualTo("ports at spec.a, spec.c: use port 81");
    }

    @Test
    @DisplayName("name the first ten of many places, and how many more there are")
    void many() {
        List<Finding> findings = IntStream.range(0, 12)
                .mapToObj(i -> finding("spec.a" + i, "", TEXT))
                .toList();
        assertThat(FindingGroup.of(findings))
                .singleElement()
                .satisfies(group -> assertThat(group.message()).contains("spec.a9 and 2 more: found"));
    }

    private static Finding finding(String path, String container, FindingMessage text) {
        return new Finding("ports", RuleMode.DENY, new FindingLocation(FieldPath.parse(path), container), text, "see");
    }
}
