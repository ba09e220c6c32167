package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Load.Failure;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.cluster.WebhookConfiguration;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import alluxio.admission.testcluster.ExposedService;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Certificates that live for seconds, so that a year happens in minutes. {@code -Dcertificates.rotations=100 -Dcertificates.addresses=true} makes
 * the long form of it, for which each replica has an address of its own, and which therefore needs root.
 */
@DisplayName("Two replicas that look after their certificates, called by Service with failurePolicy Fail")
class CertificatesIT {
    private static final String SCOPE = "certificates";
    private static final String CONFIGURATION = "alluxio-" + SCOPE;
    private static final String SERVICE = "webhook";
    private static final String CA_SECRET = CONFIGURATION + "-ca";
    private static final int ROTATIONS = Integer.getInteger("certificates.rotations", 2);
    /** A third of it is what a busy machine may take to renew it. */
    private static final int LEAF_SECONDS = Integer.getInteger("certificates.leaf", 15);

    private static final boolean ADDRESSES = Boolean.getBoolean("certificates.addresses");

    /** All that can happen, once. */
    private static final int ROUNDS = 4;

    private static final int CLIENTS = 4;

    private static final Duration EACH = Duration.ofSeconds(Integer.getInteger("certificates.each", 12));
    private static final Duration LAG = Duration.ofSeconds(2);

    private static final List<String> OPTIONS = List.of(
            "--service",
            SERVICE,
            "--namespace",
            SCOPE,
            "--ca-secret",
            CA_SECRET,
            "--mutating-webhook-configuration",
            CONFIGURATION,
            "--ca-lifetime",
            "PT" + 3 * LEAF_SECONDS + "S",
            "--certificate-lifetime",
            "PT" + LEAF_SECONDS + "S",
            "--ca-grace",
            "PT1S",
            "--poll",
            "1",
            "--drain-delay",
            "3",
            "--grace-period",
            "20");

    @TempDir
    private Path folder = Path.of("");

    private final Set<String> authorities = ConcurrentHashMap.newKeySet();
    private final List<Window> windows = new ArrayList<>();
    private final List<Duration> repairs = new ArrayList<>();
    private final List<Optional<Integer>> exits = new ArrayList<>();

    /** When a failure is not ours. */
    private record Window(Instant from, Instant to) {
        boolean covers(Failure failure) {
            return failure.ended().isAfter(from) && failure.begun().isBefore(to);
        }
    }

    @Test
    @DisplayName(
            "lose no admission while authorities roll, replicas come and go, the Secret is deleted, and others write")
    void noAdmissionIsLost() throws Exception {
        ApiServerOptions usual = ApiServerOptions.defaults();
        try (ApiServer server = ApiServer.start(ADDRESSES ? usual.withDirectServices() : usual)) {
            Api api = new Api(server);
            api.namespace(SCOPE, SCOPE, Map.of());
            ExposedService service = server.exposeService(SCOPE, SERVICE, 443, List.of());
            server.client()
                    .resource(Webhooks.ours(CONFIGURATION, SCOPE, path -> Webhooks.byService(service, path, "")))
                    .create();
            Path kubeconfig = Rights.kubeconfig(server, SCOPE, CONFIGURATION, folder);
            Replicas.Places places = ADDRESSES ? new Addresses(service) : new LoopbackPorts(service);
            try (Replicas replicas = new Replicas(folder, places, kubeconfig, OPTIONS)) {
                replicas.add();
                replicas.add();
                Registration.awaitInjection(api, SCOPE);
                assertThat(owned(server.client())).containsExactlyInAnyOrder("name", "caBundle");
                List<Failure> failures = live(server, api, replicas);
                assertThat(failures)
                        .as("admissions that failed for a reason of ours")
                        .isEmpty();
                String logs = logs(folder);
                assertThat(logs).doesNotContain("Looking after the certificates failed");
                assertThat(logs).contains("\"repair\":true");
                System.out.println("certificates: watches that ended, with the API server's restart: "
                        + logs.split("A watch has ended", -1).length);
            }
        }
        assertThat(exits).allMatch(exit -> exit.equals(Optional.of(0)));
        assertThat(authorities.size()).isGreaterThan(ROTATIONS);
    }

    /** @return failures that are ours */
    private List<Failure> live(ApiServer server, Api api, Replicas replicas) throws Exception {
        Load load = Load.ofInjections(api, SCOPE, CLIENTS);
        Thread observer = Thread.ofVirtual().start(() -> noteAuthorities(server.client()));
        try (load) {
            for (int round = 0; authorities.size() <= ROTATIONS || round < ROUNDS; round++) {
                Instant next = Instant.now().plus(EACH);
                switch (round % 4) {
                    case 0 -> exits.add(replicas.replaceOldest());
                    case 1 ->
                        server.client()
                                .secrets()
                                .inNamespace(SCOPE)
                                .withName(CA_SECRET)
                                .delete();
                    case 2 -> {
                        // Until the endpoints say so: nobody can answer for one that the kernel has ended.
                        Instant begin = Instant.now();
                        replicas.kill();
                        windows.add(new Window(begin, begin.plus(LAG).plus(LAG)));
                        replicas.add();
                    }
                    default -> exits.add(replicas.replaceOldest());
                }
                overwrite(server.client(), round);
                if (round == 1) {
                    Instant begin = Instant.now();
                    server.restart();
                    windows.add(new Window(begin, Instant.now().plus(LAG)));
                }
                while (Instant.now().isBefore(next)) {
                    Thread.sleep(200);
                }
            }
        }
        observer.interrupt();
        List<Failure> ours = load.failures().stream()
                .filter(failure -> windows.stream().noneMatch(window -> window.covers(failure)))
                .toList();
        repairs.sort(null);
        System.out.println("certificates: " + load.requests() + " admissions, " + authorities.size()
                + " authorities, " + exits.size() + " replicas replaced, " + repairs.size()
                + " caBundles overwritten or emptied and repaired in "
                + repairs.getFirst().toMillis() + " to "
                + repairs.getLast().toMillis() + " ms (median "
                + repairs.get(repairs.size() / 2).toMillis() + "), "
                + load.failures().size() + " failures meanwhile or while the API server was away, " + ours.size()
                + " others");
        return ours;
    }

    private void noteAuthorities(KubernetesClient client) {
        while (true) {
            try {
                Secret secret =
                        client.secrets().inNamespace(SCOPE).withName(CA_SECRET).get();
                if (secret != null && secret.getData() != null) {
                    authorities.add(secret.getData().getOrDefault("ca.crt", ""));
                }
                Thread.sleep(500);
            } catch (InterruptedException e) {
                return;
            } catch (KubernetesClientException e) {
                // The API server is away: again.
                Thread.onSpinWait();
            }
        }
    }

    private static String logs(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> replicas = Files.list(folder)) {
            for (Path replica : replicas.filter(Files::isDirectory).toList()) {
                all.append(Files.readString(replica.resolve("log.jsonl")));
            }
        }
        return all.toString();
    }

    /** The fields of webhooks that belong to the servers' field manager. */
    private static Set<String> owned(KubernetesClient client) {
        Set<String> owned = new TreeSet<>();
        client
                .admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(CONFIGURATION)
                .get()
                .getMetadata()
                .getManagedFields()
                .stream()
                .filter(entry -> entry.getManager().equals(WebhookConfiguration.FIELD_MANAGER))
                .forEach(entry -> leaves(
                        JsonMapper.shared().valueToTree(entry.getFieldsV1().getAdditionalProperties()), "", owned));
        return owned;
    }

    private static void leaves(JsonNode fields, String name, Set<String> leaves) {
        if (fields.isEmpty() && !name.equals(".")) {
            leaves.add(name.replaceFirst("^f:", ""));
        }
        fields.properties().forEach(entry -> leaves(entry.getValue(), entry.getKey(), leaves));
    }

    /** With another authority, or with nothing; and waits until that is undone. */
    private void overwrite(KubernetesClient client, int round) throws IOException {
        String other = round % 2 == 0
                ? ""
                : Base64.getEncoder()
                        .encodeToString(CertificateAuthority.create("a hand", EACH, InstantSource.system())
                                .certificatePem()
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Instant begin = Instant.now();
        client.admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(CONFIGURATION)
                .edit(configuration -> {
                    configuration
                            .getWebhooks()
                            .forEach(webhook -> webhook.getClientConfig().setCaBundle(other));
                    return configuration;
                });
        Registration.await(
                () -> client.admissionRegistration()
                        .v1()
                        .mutatingWebhookConfigurations()
                        .withName(CONFIGURATION)
                        .get(),
                configuration -> configuration.getWebhooks().stream()
                        .map(webhook -> webhook.getClientConfig().getCaBundle())
                        .noneMatch(bundle -> bundle == null || bundle.isEmpty() || bundle.equals(other)),
                "nobody repairs the caBundle");
        Instant end = Instant.now();
        repairs.add(Duration.between(begin, end));
        windows.add(new Window(begin, end.plus(LAG)));
    }
}
