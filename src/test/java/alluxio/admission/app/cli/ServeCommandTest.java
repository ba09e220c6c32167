package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@DisplayName("serve, asked for what it cannot do")
class ServeCommandTest {

    @Test
    @DisplayName("says which webhook configurations it is to keep in order")
    void noConfigurations() {
        Run run = Run.with("", "serve", "--service", "a", "--namespace", "b");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--service needs at least one --mutating-webhook-configuration");
    }

    @Test
    @DisplayName("says how lifetimes fit together")
    void lifetimes() {
        Run run = Run.with(
                "",
                "serve",
                "--service",
                "a",
                "--namespace",
                "b",
                "--mutating-webhook-configuration",
                "c",
                "--certificate-lifetime",
                "PT1M");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("--certificate-lifetime or more, and that three times --ca-grace")
                .contains("PT8760H, PT1M and PT1M");
    }

    @Test
    @DisplayName("says which file has no authorities of clients")
    void clientCa(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("ca.crt"), "no certificate");
        Run run = Run.with("", "serve", "--self-signed", folder.toString(), "--client-ca", file.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("cannot use the client CA " + file).contains("wanted: certificates, PEM");
    }

    @Test
    @DisplayName("takes one way to a certificate only, and asks for one")
    void oneWay() {
        assertThat(Run.with("", "serve").exitCode()).isEqualTo(2);
        Run both = Run.with("", "serve", "--service", "a", "--self-signed", "d");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("mutually exclusive");
    }

    @Test
    @DisplayName(
            "logs in a pod what a command would report, one entry for each error, so that all of its output is JSON")
    void logged() {
        Logger log = (Logger) LoggerFactory.getLogger("serve-test");
        log.setAdditive(false);
        ListAppender<ILoggingEvent> entries = new ListAppender<>();
        entries.start();
        log.addAppender(entries);
        Console console = Console.logging(log);
        assertThat(CommandLineApp.run(
                        console, InstantSource.system(), "serve", "--port", "70000", "--self-signed", "d"))
                .isEqualTo(2);
        console.stackTrace(new IllegalStateException("at once"));
        assertThat(entries.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        usage -> assertThat(usage).isEqualTo("serve: --port is 70000; it must be from 0 to 65535"),
                        trace -> assertThat(trace)
                                .startsWith("java.lang.IllegalStateException: at once")
                                .contains("ServeCommandTest.logged"));
    }
}
