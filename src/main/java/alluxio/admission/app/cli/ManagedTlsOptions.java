package alluxio.admission.app.cli;

import alluxio.admission.app.server.ManagedCertificates;
import alluxio.admission.certs.managed.RotationSettings;
import alluxio.admission.certs.managed.ServiceNames;
import alluxio.admission.certs.managed.WriteRateLimiter;
import alluxio.admission.certs.rotation.Lifetimes;
import alluxio.admission.cluster.ClusterCaResources;
import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterConnection.RequestLimits;
import alluxio.admission.cluster.WebhookConfiguration;
import alluxio.admission.cluster.WebhookConfiguration.WebhookKind;
import alluxio.admission.manifest.input.UnreadableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Certificates that the server signs and publishes itself. */
final class ManagedTlsOptions {
    // picocli does not show the defaults of a group that is not used, so the descriptions have them.
    private static final Duration JITTER = Duration.ofMillis(200);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    @Option(
            names = "--service",
            required = true,
            paramLabel = "NAME",
            description = "manage certificates in the cluster: the Service by which API servers call the webhook")
    private String service = "";

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "namespace of the Service and the Secret (default: that of the pod)")
    private @Nullable String namespace;

    @Option(
            names = "--ca-secret",
            paramLabel = "NAME",
            description = "Secret with the CAs, created when it does not exist (default: SERVICE-ca)")
    private @Nullable String secret;

    @Option(
            names = "--mutating-webhook-configuration",
            paramLabel = "NAME",
            description = "whose caBundles are managed; may be repeated")
    private List<String> mutating = List.of();

    @Option(
            names = "--validating-webhook-configuration",
            paramLabel = "NAME",
            description = "whose caBundles are managed; may be repeated")
    private List<String> validating = List.of();

    @Option(
            names = "--cluster-domain",
            paramLabel = "DOMAIN",
            description = "domain of the cluster's DNS (default: cluster.local)")
    private String clusterDomain = "cluster.local";

    @Option(
            names = "--ca-lifetime",
            paramLabel = "DURATION",
            description = "ISO 8601; a CA is replaced when a third of it is left (default: P365D)")
    private Duration authority = Lifetimes.DEFAULTS.authority();

    @Option(
            names = "--certificate-lifetime",
            paramLabel = "DURATION",
            description = "ISO 8601; renewed when a third of it is left (default: P9D)")
    private Duration leaf = Lifetimes.DEFAULTS.leaf();

    @Option(
            names = "--ca-grace",
            paramLabel = "DURATION",
            description = "ISO 8601; how long a CA is published before it signs (default: PT1M)")
    private Duration grace = Lifetimes.DEFAULTS.grace();

    ManagedCertificates source(Duration poll, InstantSource clock) {
        Lifetimes lifetimes = lifetimes();
        // A later response would find a plan that is too old, and delay the renewal of the certificate.
        Duration timeout = shorter(REQUEST_TIMEOUT, lifetimes.margin().dividedBy(2));
        ClusterConnection cluster = ClusterConnection.found(new RequestLimits(timeout, 0));
        String where = Optional.ofNullable(namespace)
                .or(cluster::namespace)
                .orElseThrow(
                        () -> new UnreadableException("serve: the namespace is not known; give it with --namespace"));
        String ca = secret != null ? secret : service + "-ca";
        return ManagedCertificates.start(
                new ClusterCaResources(cluster, where, ca, configurations()),
                new RotationSettings(
                        RotationSettings.commonName(where, ca),
                        ServiceNames.of(service, where, clusterDomain),
                        lifetimes,
                        poll),
                new WriteRateLimiter(JITTER, RandomGenerator.getDefault()),
                clock);
    }

    private List<WebhookConfiguration> configurations() {
        List<WebhookConfiguration> configurations = new ArrayList<>();
        mutating.forEach(name -> configurations.add(new WebhookConfiguration(WebhookKind.MUTATING, name)));
        validating.forEach(name -> configurations.add(new WebhookConfiguration(WebhookKind.VALIDATING, name)));
        if (configurations.isEmpty()) {
            throw new UnreadableException("serve: --service needs at least one --mutating-webhook-configuration or "
                    + "--validating-webhook-configuration, whose caBundle it manages");
        }
        return configurations;
    }

    private Lifetimes lifetimes() {
        Lifetimes usual = Lifetimes.DEFAULTS;
        boolean fit = grace.isPositive()
                && grace.multipliedBy(3).compareTo(leaf) <= 0
                && leaf.multipliedBy(3).compareTo(authority) <= 0;
        if (!fit) {
            throw new UnreadableException(
                    "serve: --ca-lifetime must be three times --certificate-lifetime or more, and "
                            + "that three times --ca-grace or more; they are " + authority + ", " + leaf + " and "
                            + grace);
        }
        return new Lifetimes(
                authority,
                leaf,
                grace,
                shorter(usual.settle(), grace.dividedBy(2)),
                shorter(usual.margin(), leaf.dividedBy(4)));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
