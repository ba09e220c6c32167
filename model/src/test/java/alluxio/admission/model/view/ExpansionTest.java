package alluxio.admission.model.view;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Limits;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What references stand for")
class ExpansionTest {
    private static final String START = "{name: 'E0', value: '" + "x".repeat(64) + "'}";

    @Test
    @DisplayName(
            "is bounded by the length of a variable: twenty lines that double each other cost a few thousand steps")
    void doubling() {
        Budget budget = Budget.of(100_000);
        Container container = container(
                budget,
                "image: 'spark'",
                START + doublings(20, "$(E%d)$(E%d)") + ", {name: 'JAVA_TOOL_OPTIONS', value: '$(E20)'}");
        ContainerEnvironment environment = container.environment();
        assertThat(environment
                        .get("E10")
                        .flatMap(ContainerEnvironment.Variable::value)
                        .orElse(""))
                .hasSize(64 << 10);
        assertThat(environment.tooLong())
                .extracting(ContainerEnvironment.TooLong::name)
                .as("the first one is the cause")
                .containsExactly("E11");
        assertThat(container.options().unseen()).containsExactly("JAVA_TOOL_OPTIONS from env (too long)");
    }

    @Test
    @DisplayName("is bounded for the shell in Alluxio's images, too")
    void shell() {
        Container container = container(
                Budget.of(200_000),
                "image: 'alluxio/alluxio:2.9.6', args: ['worker-only']",
                "{name: 'E0', value: '" + "x".repeat(1000) + "'}, {name: 'ALLUXIO_JAVA_OPTS', value: '-Da="
                        + "${E0}".repeat(200) + "'}");
        assertThat(container.options().get("a")).isEmpty();
        assertThat(container.options().unseen())
                .containsExactly("what the shell makes of ALLUXIO_JAVA_OPTS (too long)");
    }

    @Test
    @DisplayName("is bounded for all variables of a pod together, in equal parts for its containers")
    void together() {
        String many = IntStream.range(0, 200)
                .mapToObj(i -> ", {name: 'M" + i + "', value: '$(E10)'}")
                .collect(Collectors.joining());
        Container container =
                container(Budget.unlimited(), "image: 'spark'", START + doublings(10, "$(E%d)$(E%d)") + many);
        long characters = container.environment().variables().values().stream()
                .flatMap(v -> v.value().stream())
                .mapToLong(String::length)
                .sum();
        assertThat(characters).isBetween(Limits.EXPANSION_CHARACTERS / 2L, Limits.EXPANSION_CHARACTERS + 10_000L);
        assertThat(container.environment().tooLong()).isEmpty();
        assertThat(container.environment().isKnown("M199")).isFalse();
    }

    @Test
    @DisplayName("is what it was up to the limit of Linux, which counts the name, the equals sign and the end")
    void atTheLimit() {
        int fits = Limits.ENVIRONMENT_VARIABLE_BYTES - "A=".length() - 1;
        assertThat(container(Budget.unlimited(), "image: 'x'", "{name: 'A', value: '" + "x".repeat(fits) + "'}")
                        .environment()
                        .tooLong())
                .isEmpty();
        assertThat(container(Budget.unlimited(), "image: 'x'", "{name: 'A', value: '" + "x".repeat(fits + 1) + "'}")
                        .environment()
                        .tooLong())
                .extracting(ContainerEnvironment.TooLong::expanded)
                .containsExactly(false);
    }

    @Test
    @DisplayName("takes linear work to find, whatever is left open")
    void open() {
        long small = steps("$(".repeat(5_000));
        assertThat(steps("$(".repeat(40_000))).isLessThan(small * 10);
    }

    private static long steps(String value) {
        Budget budget = Budget.unlimited();
        container(budget, "image: 'x'", "{name: 'A', value: '" + value + "'}").environment();
        return budget.spent();
    }

    private static String doublings(int count, String value) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> ", {name: 'E" + i + "', value: '" + value.formatted(i - 1, i - 1) + "'}")
                .collect(Collectors.joining());
    }

    private static Container container(Budget budget, String container, String env) {
        return Pod.of(
                        Field.root(
                                Json.of("{spec: {containers: [{name: 'c', " + container + ", env: [" + env + "]}]}}"),
                                budget),
                        "default",
                        List.of(),
                        ClusterView.NOTHING)
                .containers()
                .getFirst();
    }
}
