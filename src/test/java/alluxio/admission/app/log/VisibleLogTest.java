package alluxio.admission.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Log lines")
class VisibleLogTest {
    private static final String NASTY = "a\u001b[31m\u009b2J\u202e\u2066\n\u0007\u2028b";

    private static LoggingEvent event() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("test"), Level.WARN, "is " + NASTY, new IllegalStateException(NASTY), null);
        event.setKeyValuePairs(List.of(new KeyValuePair("name", NASTY)));
        return event;
    }

    private static JsonNode encoded(LoggingEvent event) {
        String line = new String(new JsonLineEncoder().encode(event), StandardCharsets.UTF_8);
        assertThat(line).endsWith("\n").doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]");
        assertThat(line.lines()).hasSize(1);
        return JsonMapper.shared().readTree(line);
    }

    @Test
    @DisplayName("of the server are one line of flat JSON with the same text in it")
    void json() {
        LoggingEvent event = event();
        event.setInstant(Instant.parse("2026-12-01T10:00:00Z"));
        JsonNode json = encoded(event);
        assertThat(json.propertyNames()).containsExactly("time", "level", "msg", "name", "logger", "error", "stack");
        assertThat(json.get("time").stringValue()).isEqualTo("2026-12-01T10:00:00.000Z");
        assertThat(json.get("level").stringValue()).isEqualTo("WARN");
        assertThat(json.get("msg").stringValue()).isEqualTo("is " + NASTY);
        assertThat(json.get("name").stringValue()).isEqualTo(NASTY);
        assertThat(json.get("error").stringValue()).isEqualTo("java.lang.IllegalStateException: " + NASTY);
    }

    @Test
    @DisplayName("have numbers and booleans as such, and lose no field whose name is taken")
    void values() {
        LoggingEvent event = event();
        event.setKeyValuePairs(List.of(
                new KeyValuePair("millis", 12L),
                new KeyValuePair("dryRun", true),
                new KeyValuePair("level", "mine"),
                new KeyValuePair("millis", 13),
                new KeyValuePair("age", Double.NaN),
                new KeyValuePair("took", Duration.ofSeconds(2)),
                new KeyValuePair("nothing", null)));
        JsonNode json = encoded(event);
        assertThat(json.get("millis").isIntegralNumber()).isTrue();
        assertThat(json.get("millis_").intValue()).isEqualTo(13);
        assertThat(json.get("dryRun").booleanValue()).isTrue();
        assertThat(json.get("level_").stringValue()).isEqualTo("mine");
        assertThat(json.get("age").stringValue()).isEqualTo("NaN");
        assertThat(json.get("took").stringValue()).isEqualTo("PT2S");
        assertThat(json.get("nothing").isNull()).isTrue();
    }

    @Test
    @DisplayName("of a command are one plain line")
    void plain() {
        String line = new VisibleLayout().doLayout(event());
        assertThat(line)
                .startsWith("WARN is a\\u001b[31m\\u009b2J\\u202e\\u2066\\n\\u0007\\u2028b")
                .endsWith("\n");
        assertThat(line.lines()).hasSize(1);
    }
}
