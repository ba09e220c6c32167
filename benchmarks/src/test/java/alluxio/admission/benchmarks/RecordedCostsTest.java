package alluxio.admission.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Recorded costs")
class RecordedCostsTest {
    private static final RecordedCosts RECORDED = RecordedCosts.of(List.of("bytes\t1000", "steps\t500", "classes\t3"));

    @Test
    @DisplayName("are exceeded by more than ten percent, and by no less")
    void higher() {
        assertThat(RecordedCosts.of(List.of("bytes\t1100", "steps\t551", "classes\t13"))
                        .higherThan(RECORDED))
                .containsExactly("steps: 551, recorded are 500 (+10 %)");
        assertThat(RecordedCosts.of(List.of("bytes\t1101", "steps\t1", "classes\t14"))
                        .higherThan(RECORDED))
                .hasSize(2);
    }

    @Test
    @DisplayName("are not there for a new figure, and a recorded one must be measured")
    void others() {
        assertThat(RecordedCosts.of(List.of("bytes\t1000", "steps\t500", "new\t1"))
                        .higherThan(RECORDED))
                .containsExactly("new: 1, and nothing is recorded", "classes: recorded, but not measured");
    }

    @Test
    @DisplayName("are to be recorded anew when a figure has fallen")
    void lower() {
        RecordedCosts measured = RecordedCosts.of(List.of("bytes\t899", "steps\t450", "classes\t0"));
        assertThat(measured.higherThan(RECORDED)).isEmpty();
        assertThat(measured.lowerThan(RECORDED)).containsExactly("bytes: 899, recorded are 1,000 (-10 %)");
    }
}
