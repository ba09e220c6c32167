package alluxio.admission.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.policy.Finding;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The fix of journal-addresses")
class JournalAddressesFixTest {
    private static final String RULE = "journal-addresses";
    private static final String ADD = "add -Dalluxio.master.embedded.journal.addresses=";

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 9})
    @DisplayName("has one address for each replica")
    void each(int replicas) {
        assertThat(fixes(replicas, "")).containsExactly(ADD + addresses(replicas, 19200));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, Integer.MAX_VALUE})
    @DisplayName("has the first nine of more replicas, and says that there are more")
    void firstOfMany(int replicas) {
        assertThat(fixes(replicas, "")).containsExactly(ADD + addresses(9, 19200) + ",…");
    }

    @Test
    @DisplayName("has the port that the masters are told")
    void port() {
        assertThat(fixes(3, " -Dalluxio.master.embedded.journal.port=19300"))
                .containsExactly(ADD + addresses(3, 19300));
    }

    @Test
    @DisplayName("is not there for one replica, which is a quorum")
    void one() {
        assertThat(fixes(1, "")).isEmpty();
    }

    private static String addresses(int count, int port) {
        return IntStream.range(0, count)
                .mapToObj(pod -> "alluxio-master-" + pod + ":" + port)
                .collect(Collectors.joining(","));
    }

    /** The fixes that the rule gives for the masters of its first example. */
    private static List<String> fixes(int replicas, String options) {
        List<ObjectNode> documents = RuleExample.of(RULE).stream()
                .filter(example -> example.name().equals("fails.yaml"))
                .findFirst()
                .orElseThrow()
                .documents();
        ObjectNode master = documents.getFirst();
        master.withObject("/spec").put("replicas", replicas);
        ObjectNode variable = master.withObject("/spec/template/spec/containers/0/env/1");
        variable.put("value", variable.path("value").stringValue() + options);
        return ManifestEvaluation.findings(documents).stream()
                .filter(finding -> finding.rule().equals(RULE))
                .map(Finding::fix)
                .toList();
    }
}
