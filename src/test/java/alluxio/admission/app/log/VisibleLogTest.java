package alluxio.admission.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.charset.StandardCharsets;
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

    @Test
    @DisplayName("of the server are one line of JSON with the same text in it")
    void json() {
        VisibleJsonEncoder encoder = new VisibleJsonEncoder();
        encoder.setWithFormattedMessage(true);
        encoder.start();
        String line = new String(encoder.encode(event()), StandardCharsets.UTF_8);
        assertThat(line).endsWith("\n").doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]");
        assertThat(line.lines()).hasSize(1);
        JsonNode json = JsonMapper.shared().readTree(line);
        assertThat(json.get("formattedMessage").stringValue()).isEqualTo("is " + NASTY);
        assertThat(json.at("/kvpList/0/name").stringValue()).isEqualTo(NASTY);
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
