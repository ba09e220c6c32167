package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TreeMemoryTest {
    private static final long ALL = 40 << 20;
    private final AtomicLong taken = new AtomicLong();
    private final TreeMemory memory = new TreeMemory(ALL, taken::get);
    private final List<String> granted = new ArrayList<>();

    @Test
    void aLightTreeNeverWaitsForHeavyOnes() {
        ByteBudget.Reservation first = memory.acquire(memory.heaviest(), () -> granted.add("first"));
        memory.acquire(memory.heaviest(), () -> granted.add("second"));
        memory.acquire(TreeSize.LIGHT_BYTES + 1, () -> granted.add("third"));
        memory.acquire(TreeSize.LIGHT_BYTES, () -> granted.add("light"));

        assertThat(granted).containsExactly("first", "light");
        assertThat(memory.waiting()).isEqualTo(2);
        assertThat(memory.waiting(TreeSize.LIGHT_BYTES)).isZero();
        first.release();
        assertThat(granted).containsExactly("first", "light", "second");
    }

    @Test
    void heavyTreesLeaveToOthersWhatTheyTake() {
        long before = memory.heaviest();
        ByteBudget.Reservation first = memory.acquire(before / 2, () -> granted.add("first"));
        taken.set(10 << 20);
        assertThat(memory.heaviest()).isEqualTo(before - (10 << 20));
        ByteBudget.Reservation second = memory.acquire(before / 2, () -> granted.add("second"));
        assertThat(granted).containsExactly("first");
        taken.set(ALL);
        first.release();
        assertThat(granted).as("one alone, though the memory has shrunk").containsExactly("first", "second");
        memory.acquire(TreeSize.LIGHT_BYTES + 1, () -> granted.add("third"));
        assertThat(granted).doesNotContain("third");
        memory.acquire(TreeSize.LIGHT_BYTES, () -> granted.add("light"));
        second.release();
        assertThat(granted).containsExactly("first", "second", "light", "third");
    }

    @Test
    void allReservationsTogetherStayWithinTheCapacity() {
        for (int i = 0; i < 1_000; i++) {
            memory.acquire(TreeSize.LIGHT_BYTES, () -> granted.add("light"));
        }
        memory.acquire(memory.heaviest(), () -> granted.add("heavy"));

        assertThat(granted).contains("heavy");
        assertThat((granted.size() - 1) * TreeSize.LIGHT_BYTES + memory.heaviest())
                .isLessThanOrEqualTo(ALL);
    }
}
