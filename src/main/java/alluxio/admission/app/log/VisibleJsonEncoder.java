package alluxio.admission.app.log;

import alluxio.admission.model.VisibleText;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;

/** Log lines in JSON. Logback escapes what JSON requires; this also escapes C1 and bidirectional controls, which terminals obey. */
public final class VisibleJsonEncoder extends JsonEncoder {
    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = new String(super.encode(event), StandardCharsets.UTF_8);
        return VisibleText.json(line).getBytes(StandardCharsets.UTF_8);
    }
}
