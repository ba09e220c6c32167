package alluxio.admission.app.log;

import alluxio.admission.model.VisibleText;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;

/** The log of a command on stderr: level, message and the first line of an exception, with control characters escaped. */
public final class VisibleLayout extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        String cause = thrown == null ? "" : ": " + thrown.getClassName() + ": " + thrown.getMessage();
        return event.getLevel() + " " + VisibleText.line(event.getFormattedMessage() + cause) + "\n";
    }
}
