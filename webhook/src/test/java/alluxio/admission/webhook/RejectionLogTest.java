package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.webhook.http.CloseReason;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RejectionLogTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // it may overflow
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RejectionLog log = new RejectionLog(new AdmissionMetrics(registry), nanos::get);
    private final Logger logger = (Logger) LoggerFactory.getLogger(RejectionLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    @Test
    void aThousandAtOnceAreTwoLogLinesAndCountAThousand() {
        for (int i = 0; i < 1_000; i++) {
            log.ended(CloseReason.HEAD_TIMEOUT, "192.0.2.1:" + i, 408, "");
        }
        log.ended(CloseReason.BODY_TIMEOUT, "192.0.2.2:1", 408, "");
        assertThat(said())
                .containsExactly(
                        "reason=head_timeout peer=192.0.2.1:0 count=1", "reason=body_timeout peer=192.0.2.2:1 count=1");
        later(Duration.ofMillis(999));
        assertThat(said()).hasSize(2);
        later(Duration.ofMillis(1));
        assertThat(said()).hasSize(3).contains("reason=head_timeout peer=192.0.2.1:999 count=999");
        later(Duration.ofSeconds(10));
        assertThat(said()).hasSize(3);
        assertThat(registry.scrape())
                .contains("alluxio_admission_connections_ended_total{reason=\"head_timeout\"} 1000.0")
                .contains("alluxio_admission_http_requests_rejected_total{code=\"408\"} 1001.0");
    }

    @Test
    void textOfAClientIsCutAndEscaped() {
        log.ended(CloseReason.HANDSHAKE_FAILED, "192.0.2.1:1", 0, "bad\n\u001b[31m" + "x".repeat(1_000));
        String detail = String.valueOf(lines.list.getFirst().getKeyValuePairs().getLast().value);
        assertThat(detail).startsWith("the TLS handshake failed: bad??[31mxxx").hasSizeLessThan(250);
    }

    private void later(Duration duration) {
        nanos.addAndGet(duration.toNanos());
        log.flush();
    }

    private List<String> said() {
        return lines.list.stream()
                .map(event -> String.join(
                        " ",
                        event.getKeyValuePairs().stream()
                                .filter(pair -> !pair.key.equals("detail"))
                                .map(pair -> pair.key + "=" + pair.value)
                                .toList()))
                .toList();
    }
}
