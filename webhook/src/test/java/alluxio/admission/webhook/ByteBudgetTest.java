package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private static final long MIB = 1 << 20;

    private final ByteBudget budget = new ByteBudget(() -> 3 * MIB);
    private final List<String> granted = new ArrayList<>();

    @Test
    void callersQueueInFifoOrderEvenIfALaterOneWouldFit() {
        ByteBudget.Reservation first = acquire("first", 2 * MIB);
        acquire("large", 2 * MIB);
        acquire("small", MIB / 2);
        assertThat(granted).containsExactly("first");
        assertThat(budget.waiting()).isEqualTo(2);

        first.release();
        assertThat(granted).containsExactly("first", "large", "small");
        assertThat(budget.used()).isEqualTo(2 * MIB + MIB / 2);
    }

    @Test
    void leavingTheQueueLetsTheNextOnePass() {
        acquire("first", 2 * MIB);
        ByteBudget.Reservation large = acquire("large", 2 * MIB);
        acquire("small", MIB);
        large.release();

        assertThat(granted).containsExactly("first", "small");
        assertThat(budget.waiting()).isZero();
    }

    @Test
    void releaseIsIdempotent() {
        ByteBudget.Reservation share = acquire("a", MIB);
        acquire("b", MIB);
        share.release();
        share.release();

        assertThat(budget.used()).isEqualTo(MIB);
    }

    @Test
    void releasesWhileServingDoNotRecurse() {
        ByteBudget.Reservation first = acquire("first", 3 * MIB);
        List<ByteBudget.Reservation> shares = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            int number = i;
            shares.add(budget.acquire(3 * MIB, () -> shares.get(number).release()));
        }
        first.release();

        assertThat(budget.used()).isZero();
        assertThat(budget.waiting()).isZero();
    }

    private ByteBudget.Reservation acquire(String name, long bytes) {
        return budget.acquire(bytes, () -> granted.add(name));
    }
}
