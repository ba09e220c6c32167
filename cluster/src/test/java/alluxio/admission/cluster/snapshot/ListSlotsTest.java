package alluxio.admission.cluster.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lists")
class ListSlotsTest {
    private final AtomicInteger freed = new AtomicInteger();
    private final ListSlots slots = new ListSlots(2, freed::incrementAndGet);

    @Test
    @DisplayName("are read few at a time: the next one begins when one has ended, however often it says so")
    void areBounded() {
        ListSlots.Slot first = slots.tryAcquire().orElseThrow();
        assertThat(slots.tryAcquire()).isPresent();
        assertThat(slots.tryAcquire()).isEmpty();
        first.release();
        first.release();
        assertThat(freed).hasValue(1);
        assertThat(slots.tryAcquire()).isPresent();
        assertThat(slots.tryAcquire()).isEmpty();
    }
}
