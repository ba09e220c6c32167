package alluxio.admission.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.validation.Validation;
import alluxio.admission.injector.Injector;
import alluxio.admission.policy.PolicyResult;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Variables that refer to each other, in pods of Alluxio's and of its users, through injector and policy. A few names, so that
 * references meet; chains that double their length with each variable are one choice away.
 */
class EnvironmentFuzzTest {
    private static final List<String> NAMES = List.of(
            "E0",
            "E1",
            "E2",
            "E3",
            "E4",
            "E5",
            "JAVA_TOOL_OPTIONS",
            "ALLUXIO_JAVA_OPTS",
            "ALLUXIO_WORKER_JAVA_OPTS",
            "ALLUXIO_CLIENT_HOSTNAME");

    private static final List<String> PIECES = List.of(
            "$$",
            "$",
            "$(",
            ")",
            "(",
            "${",
            "}",
            " ",
            "\"",
            "'",
            "\\",
            "-Dalluxio.master.hostname=",
            "-Dalluxio.user.hostname=",
            "-Dalluxio.worker.ramdisk.size=",
            "=",
            "\n");

    private final Injector injector = new Injector(TestConfigurations.everything());
    private final BoundedDecision decisions = new BoundedDecision(
            injector, Validation.ofOneObject(TestConfigurations.everything(), InstantSource.system()));

    @FuzzTest
    void environment(FuzzedDataProvider data) {
        ObjectNode pod =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata").put("name", "pod");
        metadata.putObject("labels").put("alluxio.io/inject", "true");
        ArrayNode containers = pod.putObject("spec").putArray("containers");
        for (int left = data.consumeInt(1, 2); left > 0; left--) {
            boolean worker = data.consumeBoolean();
            ObjectNode container = containers.addObject();
            container.put("name", worker ? "alluxio-worker" : "app" + left);
            container.put("image", worker ? "alluxio/alluxio:2.9.4" : "app");
            environment(data, container.putArray("env"));
        }
        decisions.check(pod, "Pod");
    }

    private static void environment(FuzzedDataProvider data, ArrayNode env) {
        boolean doubling = data.consumeBoolean();
        int count = data.consumeInt(0, 40);
        for (int i = 0; i < count; i++) {
            ObjectNode variable = env.addObject();
            if (doubling) {
                variable.put("name", i == count - 1 ? data.pickValue(NAMES) : "D" + i);
                variable.put("value", i == 0 ? data.consumeString(20) : "$(D" + (i - 1) + ")$(D" + (i - 1) + ")");
            } else {
                variable.put("name", data.pickValue(NAMES));
                variable.put("value", value(data));
            }
        }
    }

    private static String value(FuzzedDataProvider data) {
        StringBuilder value = new StringBuilder();
        for (int left = data.consumeInt(0, 8); left > 0; left--) {
            switch (data.consumeInt(0, 3)) {
                case 0 -> value.append("$(").append(data.pickValue(NAMES)).append(')');
                case 1 -> value.append("${").append(data.pickValue(NAMES)).append('}');
                case 2 -> value.append(data.pickValue(PIECES));
                default -> value.append(data.consumeString(20));
            }
        }
        return value.toString();
    }

    /** Keeps the names of both kinds of answer in one place. */
    static void assertBounded(PolicyResult judgement, int input) {
        assertThat(judgement.findings().stream()
                        .mapToLong(f -> f.sentences().length())
                        .sum())
                .as("characters of findings for %d characters", input)
                .isLessThan(BoundedDecision.longest(input));
    }
}
