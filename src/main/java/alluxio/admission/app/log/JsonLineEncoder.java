package alluxio.admission.app.log;

import alluxio.admission.model.VisibleText;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A log line of the server: one flat JSON object with {@code time} (RFC 3339, UTC, milliseconds), {@code level} and {@code msg}, as
 * Go's {@code log/slog} names them, then the fields of the line, {@code logger}, and {@code error} and {@code stack} of an
 * exception. Numbers and booleans are JSON's; other values are strings. Control and bidirectional characters are escaped.
 */
public final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NONE = {};
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("time", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
        line.put("level", event.getLevel().toString());
        line.put("msg", event.getFormattedMessage());
        List<KeyValuePair> fields = event.getKeyValuePairs();
        if (fields != null) {
            fields.forEach(field -> put(line, field.key, field.value));
        }
        put(line, "logger", event.getLoggerName());
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            put(line, "error", thrown.getClassName() + ": " + thrown.getMessage());
            put(line, "stack", ThrowableProxyUtil.asString(thrown));
        }
        return (VisibleText.json(line.toString()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A name that is taken gets an underscore, so that no field is lost and none occurs twice. */
    private static void put(ObjectNode line, String name, @Nullable Object value) {
        String free = name;
        while (line.has(free)) {
            free += "_";
        }
        switch (value) {
            case null -> line.putNull(free);
            case Boolean truth -> line.put(free, truth);
            case Integer number -> line.put(free, number);
            case Long number -> line.put(free, number);
            case Double number when Double.isFinite(number) -> line.put(free, number);
            default -> line.put(free, String.valueOf(value));
        }
    }

    @Override
    public byte[] headerBytes() {
        return NONE;
    }

    @Override
    public byte[] footerBytes() {
        return NONE;
    }
}
