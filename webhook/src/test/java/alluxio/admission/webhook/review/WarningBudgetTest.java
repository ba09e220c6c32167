package alluxio.admission.webhook.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WarningBudgetTest {

    @Test
    void warningsAreWholeWhileTheyAreFewBytesTogether() {
        String atTheLimit = "x".repeat(WarningBudget.WHOLE_BYTES);

        assertThat(fit()).isEmpty();
        assertThat(fit("a", "b")).containsExactly("a", "b");
        assertThat(fit(atTheLimit)).containsExactly(atTheLimit);
        assertThat(fit(atTheLimit + "x")).singleElement().asString().hasSizeLessThan(WarningBudget.BYTES_EACH);
    }

    @Test
    void beyondThatEachSaysItsBeginningAndItsEnd() {
        String text = "the volume is there " + "x".repeat(3_000) + "; remove it";

        assertThat(fit(text))
                .singleElement()
                .asString()
                .startsWith("the volume is there xx")
                .contains("x…x")
                .endsWith("; remove it")
                .satisfies(line -> assertThat(line.getBytes(UTF_8)).hasSizeBetween(250, 256));
        // Four bytes each: what is left out is never half of a character.
        assertThat(fit("🐢".repeat(600))).singleElement().asString().matches("🐢+…🐢+");
    }

    @Test
    void beyondThatAFindingSaysRulePlaceAndAction() {
        String place = "worker-ports at spec.template.spec.containers[name=" + "w".repeat(200) + "].ports";
        String action = "set containerPort 29999, as the chart value worker.ports.rpc does";
        List<String> fitted = WarningBudget.fit(List.of(new AdmissionWarning("text ".repeat(1_000), place, action)));

        assertThat(fitted)
                .singleElement()
                .asString()
                .startsWith("worker-ports at spec.")
                .contains("…")
                .endsWith("ww].ports: " + action)
                .satisfies(line -> assertThat(line.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(256));
    }

    @Test
    void theRestIsCounted() {
        List<String> fitted = fit(Collections.nCopies(20, "y".repeat(256)).toArray(String[]::new));

        assertThat(fitted).hasSize(16);
        assertThat(fitted.getLast()).isEqualTo("and 5 more");
    }

    @Test
    void controlCharactersBecomeSpaces() {
        assertThat(fit("a\r\nb\tc\u0000")).containsExactly("a b c");
    }

    @Test
    void theBudgetHoldsForAnyInput() {
        Random random = new Random(7);
        String[] alphabet = {"a", "é", "€", "🐢", "\n", " "};
        for (int run = 0; run < 500; run++) {
            List<String> warnings = new ArrayList<>();
            for (int i = random.nextInt(60); i > 0; i--) {
                StringBuilder text = new StringBuilder("w" + i + ":");
                for (int length = random.nextInt(400); length > 0; length--) {
                    text.append(alphabet[random.nextInt(alphabet.length)]);
                }
                warnings.add(text.toString());
            }
            boolean whole = warnings.stream()
                            .mapToInt(warning ->
                                    AdmissionWarning.of(warning).line().getBytes(UTF_8).length)
                            .sum()
                    <= WarningBudget.WHOLE_BYTES;
            List<String> fitted = fit(warnings.toArray(String[]::new));

            assertThat(fitted).allSatisfy(line -> {
                assertThat(line.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(whole ? 2_048 : 256);
                assertThat(new String(line.getBytes(UTF_8), UTF_8)).isEqualTo(line);
            });
            assertThat(fitted.stream()
                            .mapToInt(line -> line.getBytes(UTF_8).length)
                            .sum())
                    .isLessThanOrEqualTo(4_096);
            int told = fitted.size();
            if (!fitted.isEmpty() && fitted.getLast().matches("and \\d+ more")) {
                told += Integer.parseInt(fitted.getLast().replaceAll("\\D", "")) - 1;
            }
            assertThat(told).as("none is passed over in silence").isEqualTo(warnings.size());
            for (int i = 0; i < Math.min(fitted.size() - 1, warnings.size()); i++) {
                String name = warnings.get(i).substring(0, warnings.get(i).indexOf(':') + 1);
                assertThat(fitted.get(i)).as("the order").startsWith(name);
            }
        }
    }

    private static List<String> fit(String... warnings) {
        return WarningBudget.fit(
                Arrays.stream(warnings).map(AdmissionWarning::of).toList());
    }
}
