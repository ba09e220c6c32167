package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeMemoryTest {
    private static final long ALL = 40 << 20;
    private final TreeMemory turns = new TreeMemory(ALL);
    private final List<String> granted = new ArrayList<>();

    @Test
    void aLightTreeNeverWaitsForHeavyOnes() {
        ByteBudget.Share first = turns.acquire(turns.heaviest(), () -> granted.add("first"));
        turns.acquire(turns.heaviest(), () -> granted.add("second"));
        turns.acquire(TreeMemory.LIGHT + 1, () -> granted.add("third"));
        turns.acquire(TreeMemory.LIGHT, () -> granted.add("light"));

        assertThat(granted).containsExactly("first", "light");
        assertThat(turns.waiting()).isEqualTo(2);
        assertThat(turns.waiting(TreeMemory.LIGHT)).isZero();
        first.release();
        assertThat(granted).containsExactly("first", "light", "second");
    }

    @Test
    void togetherTheyNeverHoldMoreThanAllOfIt() {
        for (int i = 0; i < 1_000; i++) {
            turns.acquire(TreeMemory.LIGHT, () -> granted.add("light"));
        }
        turns.acquire(turns.heaviest(), () -> granted.add("heavy"));

        assertThat(granted).contains("heavy");
        assertThat((granted.size() - 1) * TreeMemory.LIGHT + turns.heaviest()).isLessThanOrEqualTo(ALL);
    }
}
