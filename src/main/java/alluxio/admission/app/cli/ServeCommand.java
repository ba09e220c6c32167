package alluxio.admission.app.cli;

import alluxio.admission.app.build.BuildInfo;
import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.app.server.CertificateSources;
import alluxio.admission.app.server.ConfigurationReloader;
import alluxio.admission.app.server.DecisionEngine;
import alluxio.admission.app.server.InformerCluster;
import alluxio.admission.app.server.ObservedCluster;
import alluxio.admission.app.server.TerminationMessage;
import alluxio.admission.app.server.WebhookService;
import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.WrittenConfiguration;
import alluxio.admission.webhook.ManagementServer;
import alluxio.admission.webhook.ServerSettings;
import alluxio.admission.webhook.ServerStartException;
import alluxio.admission.webhook.tls.ClientCaSource;
import alluxio.admission.webhook.tls.FileCertificateSource.CertificateUnusableException;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
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
            "Serves the webhook over HTTPS until SIGTERM; then it drains without losing a request, and exits with 0.",
            "",
            "Paths: /mutate (the pod's own label decides), /mutate/namespace (the pod's namespace opted in). Management "
                    + "port, plain HTTP: /livez, /readyz, /metrics. All output is its log on stdout: JSON, one object "
                    + "a line, with time, level and msg.",
            "",
            "While the configuration file is missing or has errors, the server is not ready, and the log and /readyz say why; "
                    + "it becomes ready when the file is fixed.",
            "",
            "With discovery.namespaces in the configuration, the server watches the cluster of its pod's service account or of "
                    + "KUBECONFIG; docs/server.md says what for."
        })
final class ServeCommand implements Callable<Integer> {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

    @Mixin
    private final ConfigOption common = new ConfigOption();

    @ArgGroup(exclusive = true, multiplicity = "1")
    private TlsOptions tls = new TlsOptions();

    @Option(names = "--port", paramLabel = "N", description = "HTTPS port, 0 for a free one" + DEFAULT)
    private int port = ServerSettings.DEFAULT_PORT;

    @Option(
            names = "--management-port",
            paramLabel = "N",
            description = "port of probes and metrics, 0 for a free one" + DEFAULT)
    private int managementPort = ManagementServer.DEFAULT_PORT;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "address to listen on (default: every interface; with --self-signed and no --host: 127.0.0.1)")
    private @Nullable String bind;

    @Option(
            names = "--client-ca",
            paramLabel = "FILE",
            description =
                    "answer only clients (API servers) that present a certificate of these CAs, PEM; read again when "
                            + "it changes (default: any client)")
    private @Nullable Path clientCa;

    @Option(
            names = "--drain-delay",
            paramLabel = "SECONDS",
            description = "after SIGTERM, how long new connections are still accepted, until all nodes know" + DEFAULT)
    private int drainDelay = 5;

    @Option(
            names = "--grace-period",
            paramLabel = "SECONDS",
            description = "after SIGTERM, when requests in flight are aborted" + DEFAULT)
    private int gracePeriod = 25;

    @Option(
            names = "--poll",
            paramLabel = "SECONDS",
            description = "how often configuration and certificate files are compared" + DEFAULT)
    private int poll = (int) ConfigurationReloader.DEFAULT_POLL.toSeconds();

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "${COMPLETION-CANDIDATES}; at debug there is a line for each decision" + DEFAULT)
    private LogLevel logLevel = LogLevel.info;

    /** Lower case, as users write them. */
    enum LogLevel {
        error,
        warn,
        info,
        debug
    }

    private final InstantSource clock;

    ServeCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkNumbers();
        Logger log = (Logger) LoggerFactory.getLogger("alluxio.admission");
        log.setLevel(Level.toLevel(logLevel.name()));
        WebhookService service = start();
        String started = "alluxio-admission " + BuildInfo.current() + " serves https on port " + service.port()
                + ", management on port " + service.managementPort();
        log.info(started);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> drain(service)));
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private WebhookService start() {
        try {
            String address = bind != null ? bind : tls.onlyLocal() ? "127.0.0.1" : "0.0.0.0";
            ServerSettings settings = ServerSettings.defaults().withAddress(address, port);
            Duration often = Duration.ofSeconds(poll);
            ClientCaSource clients =
                    clientCa == null ? ClientCaSource.none() : CertificateSources.clientCa(clientCa, often);
            Optional<ManagedTlsOptions> managed = tls.managed();
            return managed.isPresent()
                    ? WebhookService.start(
                            settings, managementPort, managed.get().source(often, clock), clients, engine())
                    : WebhookService.start(settings, managementPort, tls.source(often, clock), clients, engine());
        } catch (ServerStartException | CertificateUnusableException | IOException | IllegalArgumentException e) {
            throw new UnreadableException("serve: " + e.getMessage());
        }
    }

    private DecisionEngine engine() {
        if (common.configFile().isEmpty()) {
            return DecisionEngine.fixed(AdmissionConfiguration.defaults(), clock);
        }
        Path file = common.configFile().get();
        // What can be fixed in the file, or the file itself, is awaited; the wrong kind of file is wrong usage.
        InputFile.requireFile(file, InputLimit.CONFIGURATION);
        ObservedCluster cluster = new InformerCluster(ClusterAccess.ofProcess()::open, clock);
        ConfigurationReloader.Reader reader = (text, name) -> {
            WrittenConfiguration written = ConfigurationLoader.parse(text, name);
            // A configuration that needs a cluster where there is none is not taken into force.
            cluster.observe(written.discovery());
            return written;
        };
        ConfigurationReloader configuration = ConfigurationReloader.watch(file, reader, Duration.ofSeconds(poll), clock)
                .reportingTo(TerminationMessage.ofContainer());
        return DecisionEngine.start(configuration, cluster, clock);
    }

    private void drain(WebhookService service) {
        service.drain(Duration.ofSeconds(drainDelay), Duration.ofSeconds(gracePeriod));
        // A JVM that a signal ends exits with 128 + 15; having drained is a success.
        Runtime.getRuntime().halt(ExitCode.OK);
    }

    private void checkNumbers() {
        requireIn("--port", port, 0, 65_535);
        requireIn("--management-port", managementPort, 0, 65_535);
        requireIn("--poll", poll, 1, 3_600);
        requireIn("--drain-delay", drainDelay, 0, 3_600);
        requireIn("--grace-period", gracePeriod, 1, 3_600);
    }

    private static void requireIn(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UnreadableException(
                    "serve: " + option + " is " + value + "; it must be from " + least + " to " + most);
        }
    }
}
