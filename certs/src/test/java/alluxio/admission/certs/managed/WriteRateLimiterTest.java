package alluxio.admission.certs.managed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Configurations are written")
class WriteRateLimiterTest {
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private final WriteRateLimiter limiter = new WriteRateLimiter(Duration.ofMillis(200), new Random(1));

    @Test
    @DisplayName("ten times at once, then once a second; each has its own count")
    void rate() {
        int at = 0;
        for (int i = 0; i < 100; i++) {
            at += limiter.tryAcquire("a", START) ? 1 : 0;
        }
        assertThat(at).isEqualTo(10);
        assertThat(limiter.tryAcquire("b", START)).isTrue();
        int later = 0;
        for (int tenth = 0; tenth < 300; tenth++) {
            later += limiter.tryAcquire("a", START.plusMillis(tenth * 100L)) ? 1 : 0;
        }
        assertThat(later).isBetween(29, 31);
    }

    @Test
    @DisplayName("after pauses of different lengths, as replicas see the same change at the same time")
    void jitter() {
        assertThat(Stream.generate(limiter::jitter).limit(100).distinct().count())
                .isGreaterThan(20);
        assertThat(Stream.generate(limiter::jitter).limit(1000))
                .allMatch(pause -> pause.compareTo(Duration.ofMillis(200)) <= 0);
    }
}
