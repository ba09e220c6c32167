package alluxio.admission.webhook.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WarningBudgetTest {

    @Test
    void whatFitsStaysAsItIs() {
        assertThat(WarningBudget.fit(List.of())).isEmpty();
        assertThat(WarningBudget.fit(List.of("a", "b"))).containsExactly("a", "b");
        assertThat(WarningBudget.fit(List.of("x".repeat(256)))).containsExactly("x".repeat(256));
        assertThat(WarningBudget.fit(Collections.nCopies(16, "y".repeat(256))))
                .hasSize(16)
                .doesNotContain("and 1 more");
    }

    @Test
    void aLongOneIsCutBetweenTwoCharacters() {
        assertThat(WarningBudget.fit(List.of("x".repeat(257)))).containsExactly("x".repeat(253) + "…");
        // Four bytes each: 63 of them and the ellipsis are 255 bytes.
        assertThat(WarningBudget.fit(List.of("🐢".repeat(100)))).containsExactly("🐢".repeat(63) + "…");
    }

    @Test
    void theRestIsCounted() {
        List<String> fitted = WarningBudget.fit(Collections.nCopies(20, "y".repeat(256)));

        assertThat(fitted).hasSize(16);
        assertThat(fitted.getLast()).isEqualTo("and 5 more");
    }

    @Test
    void lineBreaksDoNotSurvive() {
        assertThat(WarningBudget.fit(List.of("a\r\nb\tc\u0000"))).containsExactly("a b c");
    }

    @Test
    void theBudgetIsKeptForWhateverComes() {
        Random random = new Random(7);
        String[] alphabet = {"a", "é", "€", "🐢", "\n", " "};
        for (int run = 0; run < 2_000; run++) {
            List<String> warnings = new ArrayList<>();
            for (int i = random.nextInt(60); i > 0; i--) {
                StringBuilder text = new StringBuilder("w" + i + ":");
                for (int length = random.nextInt(400); length > 0; length--) {
                    text.append(alphabet[random.nextInt(alphabet.length)]);
                }
                warnings.add(text.toString());
            }
            List<String> fitted = WarningBudget.fit(warnings);

            assertThat(fitted).allSatisfy(line -> {
                assertThat(line.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(256);
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
}
