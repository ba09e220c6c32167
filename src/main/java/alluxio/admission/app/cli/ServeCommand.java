package alluxio.admission.app.cli;

import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.app.server.Certificates;
import alluxio.admission.app.server.LiveConfiguration;
import alluxio.admission.app.server.WebhookService;
import alluxio.admission.app.yaml.UnreadableException;
import alluxio.admission.certs.SelfSigned;
import alluxio.admission.model.AdmissionConfiguration;
import alluxio.admission.webhook.AdmissionServer.ServerStartException;
import alluxio.admission.webhook.ManagementServer;
import alluxio.admission.webhook.ServerSettings;
import alluxio.admission.webhook.tls.CertificateSource;
import alluxio.admission.webhook.tls.FileCertificateSource;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The webhook server. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serves the webhook over HTTPS until it gets SIGTERM; then it leaves without losing a request, and exits with 0.",
            "",
            "Paths: /mutate (the pod's own label decides), /mutate/namespace (the pod's namespace opted in). Management "
                    + "port, plain HTTP: /livez, /readyz, /metrics. The log is JSON, one line each, on stdout."
        })
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "HTTPS port, 0 for a free one (default: ${DEFAULT-VALUE})",
            defaultValue = "" + ServerSettings.DEFAULT_PORT)
    private int port = ServerSettings.DEFAULT_PORT;

    @Option(
            names = "--management-port",
            paramLabel = "N",
            description = "port of probes and metrics, 0 for a free one " + "(default: ${DEFAULT-VALUE})",
            defaultValue = "" + ManagementServer.DEFAULT_PORT)
    private int managementPort = ManagementServer.DEFAULT_PORT;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "address to listen on (default: every interface; with " + "--self-signed and no --host: 127.0.0.1)")
    private @Nullable String bind;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private @Nullable Tls tls;

    @Option(
            names = "--drain-delay",
            paramLabel = "SECONDS",
            description = "after SIGTERM, how long new connections are "
                    + "still taken while everybody notices (default: ${DEFAULT-VALUE})",
            defaultValue = "5")
    private int drainDelay;

    @Option(
            names = "--grace-period",
            paramLabel = "SECONDS",
            description = "after SIGTERM, when what is under way is cut " + "off (default: ${DEFAULT-VALUE})",
            defaultValue = "25")
    private int gracePeriod;

    @Option(
            names = "--poll",
            paramLabel = "SECONDS",
            description =
                    "how often configuration and certificate files are " + "looked at (default: ${DEFAULT-VALUE})",
            defaultValue = "10")
    private int poll;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "error, warn, info or debug; at debug there is a line "
                    + "for each decision (default: ${DEFAULT-VALUE})",
            defaultValue = "info")
    private String logLevel = "info";

    /** One of the two ways to a certificate. */
    static final class Tls {
        @ArgGroup(exclusive = false, multiplicity = "1")
        private @Nullable Files files;

        @ArgGroup(exclusive = false, multiplicity = "1")
        private @Nullable Local local;
    }

    /** A certificate that somebody else renews. */
    static final class Files {
        @Option(
                names = "--tls-cert",
                required = true,
                paramLabel = "FILE",
                description = "certificate chain, PEM; read " + "again when it changes")
        private Path chain = Path.of("");

        @Option(names = "--tls-key", required = true, paramLabel = "FILE", description = "its private key, PEM")
        private Path key = Path.of("");
    }

    /** A certificate for trying things out. */
    static final class Local {
        @Option(
                names = "--self-signed",
                required = true,
                paramLabel = "DIR",
                description = "make a throw-away authority and "
                        + "a certificate for localhost, 127.0.0.1, ::1 and each --host; write DIR/ca.crt")
        private Path directory = Path.of("");

        @Option(names = "--host", paramLabel = "NAME", description = "another DNS name or address; may be repeated")
        private List<String> hosts = List.of();
    }

    private final Console console;
    private final InstantSource clock;

    ServeCommand(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        setLogLevel();
        WebhookService service;
        try {
            service = WebhookService.start(settings(), managementPort, certificates(), configuration());
        } catch (ServerStartException | FileCertificateSource.CertificateUnusableException e) {
            throw new UnreadableException("serve: " + e.getMessage());
        } catch (IOException e) {
            throw new UnreadableException("serve: " + e);
        }
        console.err()
                .println("alluxio-admission serves https on port " + service.port() + ", management on port "
                        + service.managementPort());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            service.drain(Duration.ofSeconds(drainDelay), Duration.ofSeconds(gracePeriod));
            // A JVM that ends by a signal says 128 + 15; having left in order is a success.
            Runtime.getRuntime().halt(ExitCode.OK);
        }));
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private ServerSettings settings() {
        boolean local = tls != null && tls.local != null && tls.local.hosts.isEmpty();
        String address = bind != null ? bind : local ? "127.0.0.1" : "0.0.0.0";
        return ServerSettings.defaults().withAddress(address, port);
    }

    private CertificateSource certificates() throws IOException {
        if (tls != null && tls.local != null) {
            return Certificates.fixed(SelfSigned.create(tls.local.directory, tls.local.hosts, clock), clock);
        }
        if (tls != null && tls.files != null) {
            return Certificates.files(tls.files.chain, tls.files.key, Duration.ofSeconds(poll), clock);
        }
        throw new IllegalStateException("picocli lets nobody get here without a certificate");
    }

    private LiveConfiguration configuration() throws IOException {
        return common.configFile().isPresent()
                ? LiveConfiguration.watch(
                        common.configFile().get(), ConfigurationLoader::parse, Duration.ofSeconds(poll), clock)
                : LiveConfiguration.fixed(AdmissionConfiguration.defaults(), clock);
    }

    private void setLogLevel() {
        ((Logger) LoggerFactory.getLogger("alluxio.admission")).setLevel(Level.toLevel(logLevel, Level.INFO));
    }
}
