package alluxio.admission.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.ClusterCheck;
import alluxio.admission.cluster.check.before.PlannedInstallation;
import alluxio.admission.cluster.check.registry.AllChecks;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/check.md")
class CheckDocumentTest {
    private static final Pattern HEADING = Pattern.compile("(?m)^### `([a-z-]+)`$");

    @Test
    @DisplayName("has a section for each check, in the order of the output, and no other")
    void sections() {
        String text = Document.read(Document.ROOT.resolve("docs/check.md")).text();
        List<String> headings =
                HEADING.matcher(text).results().map(match -> match.group(1)).toList();
        List<CheckInfo> checks = Stream.concat(
                        AllChecks.before(new PlannedInstallation("n", "n", Map.of())).stream(),
                        AllChecks.installed().stream())
                .map(ClusterCheck::info)
                .toList();
        assertThat(headings).isEqualTo(checks.stream().map(CheckInfo::id).toList());
        assertThat(checks).allSatisfy(check -> assertThat(check.link()).isEqualTo("docs/check.md#" + check.id()));
    }
}
