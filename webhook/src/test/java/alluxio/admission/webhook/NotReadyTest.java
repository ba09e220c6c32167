package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.webhook.review.NotReadyException;
import alluxio.admission.webhook.review.ReviewHandler;
import alluxio.admission.webhook.tls.ClientCaSource;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A decision that needs what the server does not know yet")
class NotReadyTest {
    private final AtomicReference<Duration> time = new AtomicReference<>(Duration.ZERO);

    @Test
    @DisplayName(
            "is a 503 with the reason, on which failurePolicy decides; the server starts with it, and counts clients' reviews only")
    void serviceUnavailable() throws Exception {
        ReviewHandler waiting = (_, limits) -> {
            time.set(limits.time());
            throw new NotReadyException("profile \"a\" is not read yet");
        };
        try (TestServer server = new TestServer(ServerSettings.defaults(), ClientCaSource.none(), waiting)) {
            assertThat(server.metric("alluxio_admission_decisions_total{decision=\"failed\""))
                    .isZero();

            HttpResponse<String> response = server.send(
                    HttpClient.Version.HTTP_1_1, server.review("/test?timeout=7s", TestReviews.pod("u", "p")));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).isEqualTo("profile \"a\" is not read yet\n");
            assertThat(server.metric("alluxio_admission_decisions_total{decision=\"failed\""))
                    .isEqualTo(1);
            assertThat(time.get()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(7));
        }
    }
}
