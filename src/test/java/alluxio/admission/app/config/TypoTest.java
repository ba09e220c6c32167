package alluxio.admission.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.ConfigurationResult.Rejected;
import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TypoTest {
    /** Keys that users choose; a typo there is theirs. */
    private static final Pattern FREE =
            Pattern.compile("alluxio\\..*|cpu|ephemeral-storage|memory|disk|app|a|lab|worker-ports|host-pid");

    private static final Pattern KEY = Pattern.compile("(?<=^|[ {])([A-Za-z][A-Za-z.-]*):(?= |$)", Pattern.MULTILINE);

    private final AdmissionConfigurationReader reader = new AdmissionConfigurationReader();

    @Test
    void aTypoInAnyOneKeyIsReportedInItsLineWithTheRightKey() throws IOException {
        String full = ConfigFiles.text("full.yaml");
        List<MatchResult> keys = KEY.matcher(full)
                .results()
                .filter(m -> !FREE.matcher(m.group(1)).matches())
                .toList();
        assertThat(keys).hasSizeGreaterThan(60);
        for (MatchResult key : keys) {
            for (String typo : typos(key.group(1))) {
                String text = full.substring(0, key.start(1)) + typo + full.substring(key.end(1));
                long line = full.substring(0, key.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        + 1;
                assertThat(reader.read(text, "c.yaml"))
                        .as(typo)
                        .isInstanceOfSatisfying(
                                Rejected.class,
                                rejected -> assertThat(rejected.errors())
                                        .anySatisfy(error -> assertThat(error)
                                                .startsWith("c.yaml:" + line + ":")
                                                .contains(typo + ": unknown key (did you mean \"" + key.group(1)
                                                        + "\"?)")));
            }
        }
    }

    private static List<String> typos(String key) {
        char last = key.charAt(key.length() - 1);
        String swapped = "" + key.charAt(1) + key.charAt(0) + key.substring(2);
        return List.of(key + last, swapped, key.substring(1) + (key.length() < 3 ? "q" : ""), "_" + key).stream()
                .filter(typo -> !typo.equals(key) && !typo.isEmpty())
                .filter(typo -> key.length() > 3 || typo.startsWith(key))
                .toList();
    }
}
