package alluxio.admission.app.log;

import alluxio.admission.model.VisibleText;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;

/** A command's own log on stderr: the level, the message and the first line of what was thrown, with nothing that a terminal obeys. */
public final class VisibleLayout extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        String cause = thrown == null ? "" : ": " + thrown.getClassName() + ": " + thrown.getMessage();
        return event.getLevel() + " " + VisibleText.line(event.getFormattedMessage() + cause) + "\n";
    }
}
