package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BytesInFlightTest {
    private static final int KIB = 1 << 10;

    private final BytesInFlight bytes = new BytesInFlight(100 * KIB, 100 * KIB);
    private final List<String> ended = new ArrayList<>();
    private final List<String> granted = new ArrayList<>();

    @Test
    void announcedBytesCostNothing() {
        for (int i = 0; i < 1_000; i++) {
            body("silent", 100);
        }
        assertThat(bytes.used()).isZero();
        assertThat(takeAll("healthy", 80)).isTrue();
        assertThat(ended).isEmpty();
    }

    @Test
    void aWholeBodyEndsTheOldestThatIsNotWhole() {
        take(body("oldest", 60), 50, "oldest");
        take(body("middle", 40), 30, "middle");
        take(body("newest", 20), 10, "newest");

        assertThat(takeAll("whole", 40)).isTrue();
        assertThat(ended).containsExactly("oldest");
        assertThat(bytes.used()).isEqualTo(80 * KIB);
    }

    @Test
    void aSlowBodyIsEndedBeforeAnOlderOneThatMakesProgress() {
        BytesInFlight.Holding older = body("older", 60);
        take(older, 50, "older");
        take(body("slow", 40), 30, "slow");
        bytes.tick(Duration.ofMillis(500));
        take(older, 1, "older");

        assertThat(takeAll("whole", 40)).isTrue();
        assertThat(ended).containsExactly("slow");
    }

    @Test
    void aPartIsReservedForCompleteBodies() {
        BytesInFlight kept = new BytesInFlight(100 * KIB, 75 * KIB);
        BytesInFlight.Holding large = kept.beginBody(75 * KIB, () -> ended.add("large"));
        assertThat(large.acquire(70 * KIB, false, () -> {})).isTrue();
        assertThat(kept.beginBody(25 * KIB, () -> ended.add("small")).acquire(20 * KIB, false, () -> {}))
                .isFalse();
        assertThat(kept.beginBody(25 * KIB, () -> {}).acquire(25 * KIB, true, () -> {}))
                .isTrue();
        assertThat(ended).isEmpty();
    }

    @Test
    void aWholeBodyWaitsForWholeOnesInOrder() {
        BytesInFlight.Holding first = body("first", 100);
        assertThat(first.acquire(90 * KIB, true, () -> {})).isTrue();
        assertThat(takeAll("second", 50)).isFalse();
        assertThat(takeAll("third", 50)).isFalse();
        first.release();
        first.release();

        assertThat(granted).containsExactly("second", "third");
        assertThat(ended).isEmpty();
    }

    /** Each alone fits, all together do not: every one becomes whole, one after the other, and none is ended. */
    @Test
    void manyLargeBodiesAtOnceBecomeWholeOneAfterTheOther() {
        List<Sender> senders = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            senders.add(new Sender(i));
        }
        int rounds = 0;
        while (senders.stream().anyMatch(sender -> !sender.whole) && rounds++ < 10_000) {
            senders.forEach(Sender::sendIfAsked);
            bytes.tick(Duration.ofMillis(1));
        }
        assertThat(senders).allMatch(sender -> sender.whole);
        assertThat(ended).isEmpty();
        assertThat(bytes.used()).isZero();
    }

    @Test
    void anOlderBodyForWhichOthersWaitEndsIfItStalls() {
        body("stalled", 90);
        BytesInFlight.Holding waits = body("waits", 60);
        assertThat(take(waits, 40, "waits")).isFalse();
        bytes.tick(Duration.ofMillis(499));
        assertThat(ended).isEmpty();
        bytes.tick(Duration.ofMillis(1));

        assertThat(ended).containsExactly("stalled");
        assertThat(granted).containsExactly("waits");
    }

    @Test
    void anOlderBodyForWhichOthersWaitEndsIfItTricklesTooLong() {
        BytesInFlight.Holding trickles = body("trickles", 90);
        assertThat(take(body("waits", 60), 40, "waits")).isFalse();
        for (int i = 0; i < 11; i++) {
            assertThat(take(trickles, 1, "trickles")).isTrue();
            bytes.tick(Duration.ofMillis(100));
        }

        assertThat(ended).containsExactly("trickles");
        assertThat(granted).containsExactly("waits");
    }

    @Test
    void aSlowBodyForWhichNoOtherWaitsGoesOn() {
        body("slow", 90);
        for (int i = 0; i < 100; i++) {
            bytes.tick(Duration.ofMillis(100));
        }
        assertThat(ended).isEmpty();
    }

    @Test
    void anAnswerThatIsNotTakenMakesNoWholeBodyWait() {
        BytesInFlight.Holding answer = bytes.beginResponse(90 * KIB, () -> ended.add("answer"));
        assertThat(takeAll("at once", 50)).as("it has had no time to be taken").isFalse();
        bytes.tick(Duration.ofMillis(100));
        bytes.tick(Duration.ofMillis(100));

        assertThat(ended).containsExactly("answer");
        assertThat(granted).containsExactly("at once");
        answer.release();
        assertThat(bytes.used()).isEqualTo(50 * KIB);
    }

    @Test
    void aWaitingBodyThatLeavesTakesNothing() {
        BytesInFlight.Holding first = body("first", 100);
        first.acquire(90 * KIB, true, () -> {});
        BytesInFlight.Holding leaves = body("leaves", 100);
        assertThat(leaves.acquire(50 * KIB, true, () -> granted.add("leaves"))).isFalse();
        leaves.release();
        first.release();

        assertThat(granted).isEmpty();
        assertThat(bytes.used()).isZero();
    }

    private BytesInFlight.Holding body(String name, int kib) {
        return bytes.beginBody((long) kib * KIB, () -> ended.add(name));
    }

    private boolean take(BytesInFlight.Holding holding, int kib, String name) {
        return holding.acquire(kib * KIB, false, () -> granted.add(name));
    }

    private boolean takeAll(String name, int kib) {
        return body(name, kib).acquire(kib * KIB, true, () -> granted.add(name));
    }

    /** 70 KiB in pieces of 10; its bytes are given back as soon as it is whole. */
    private final class Sender {
        private final BytesInFlight.Holding holding;
        private int sent;
        private boolean waits;
        private boolean whole;

        private Sender(int number) {
            holding = body("sender " + number, 70);
        }

        private void sendIfAsked() {
            if (waits || whole) {
                return;
            }
            boolean last = sent == 60;
            waits = true;
            if (holding.acquire(10 * KIB, last, () -> taken(last))) {
                taken(last);
            }
        }

        private void taken(boolean last) {
            waits = false;
            sent += 10;
            if (last) {
                whole = true;
                holding.release();
            }
        }
    }
}
