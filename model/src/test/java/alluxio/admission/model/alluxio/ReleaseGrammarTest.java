package alluxio.admission.model.alluxio;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.kube.Quantity;
import alluxio.admission.model.view.MemorySize;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is read by hand, because an expression costs more, is what the expression says. */
class ReleaseGrammarTest {
    private static final int TEXTS = 200_000;

    private static final Pattern RELEASE =
            Pattern.compile("(?:[A-Z]{2}-|v)?([0-9]{1,4})\\.([0-9]{1,4})(?:\\.([0-9]{1,4})(?=[.-]|$))?(|[.-].*)");
    private static final Pattern QUANTITY =
            Pattern.compile("\\+?([0-9]{1,20}(?:\\.[0-9]{0,20})?)(|[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2})");
    private static final Pattern OF_JVM = Pattern.compile("([0-9]{1,20})([kKmMgGtT]?)");

    @Test
    void releases() {
        Random random = new Random(1);
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random, "0123.....--vA\nS");
            assertThat(AlluxioRelease.parse(text).isPresent())
                    .as(text)
                    .isEqualTo(RELEASE.matcher(text).matches());
        }
    }

    @Test
    void amounts() {
        Random random = new Random(2);
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random, "0123456789.+KkMGiEenm");
            assertThat(Quantity.parse(text).isPresent())
                    .as(text)
                    .isEqualTo(QUANTITY.matcher(text).matches());
        }
    }

    @Test
    void sizesOfJvms() {
        Random random = new Random(3);
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random, "0123456789.kKmMgGtT\u212a");
            assertThat(MemorySize.ofJvm(text).isPresent())
                    .as(text)
                    .isEqualTo(OF_JVM.matcher(text).matches());
        }
    }

    private static String text(Random random, String characters) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }
}
