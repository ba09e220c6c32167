package alluxio.admission.app.apiserver;

import alluxio.admission.app.server.CertificateSources;
import alluxio.admission.app.server.DecisionEngine;
import alluxio.admission.app.server.WebhookService;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.SelfSigned;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.testcluster.ExposedService;
import alluxio.admission.webhook.ServerSettings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our server, registered as the webhook of the namespaces of one scope, so that several of them can share an API
 * server. Its server runs in this JVM.
 */
final class Registration implements AutoCloseable {
    /** How the API server is told to reach the webhook. */
    enum Route {
        /** On loopback, where it offers HTTP/2, too. */
        URL,
        /** By Service, as in a cluster, where it offers HTTP/1.1 only. */
        SERVICE
    }

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SERVICE_PORT = 443;

    private final Api api;
    private final WebhookService service;
    private final HasMetadata webhooks;

    private Registration(Api api, WebhookService service, HasMetadata webhooks) {
        this.api = api;
        this.service = service;
        this.webhooks = webhooks;
    }

    /** Returns when a labelled pod in a namespace of the scope is injected; there must be such a namespace. */
    static Registration start(
            Api api, String scope, String namespace, Route route, AdmissionConfiguration configuration) {
        Registration registration = start(
                api,
                scope,
                configuration,
                (port, caPem) -> Webhooks.ours("alluxio-" + scope, scope, client(api, scope, route, port, caPem)));
        awaitInjection(api, namespace);
        return registration;
    }

    /** The same server as the webhook that judges; returns when the probe, which breaks a rule, is refused. */
    static Registration validating(
            Api api, String scope, String namespace, AdmissionConfiguration configuration, ObjectNode probe) {
        Registration registration = start(
                api,
                scope,
                configuration,
                (port, caPem) ->
                        Webhooks.validating("alluxio-" + scope, scope, Webhooks.byUrl(port, "/validate", caPem)));
        await(() -> api.dryRun(namespace, probe), reply -> !reply.created(), "the webhook does not come into force");
        return registration;
    }

    private static Registration start(
            Api api,
            String scope,
            AdmissionConfiguration configuration,
            BiFunction<Integer, String, HasMetadata> webhooksFor) {
        CertificateAuthority authority = CertificateAuthority.create("test CA", LIFETIME, InstantSource.system());
        List<String> hosts = new ArrayList<>(SelfSigned.LOCAL_HOSTS);
        hosts.add("webhook." + scope + "-webhook.svc");
        InstantSource clock = InstantSource.system();
        WebhookService service = WebhookService.start(
                ServerSettings.defaults().withAddress("127.0.0.1", 0),
                0,
                CertificateSources.fixed(authority.issue(hosts, LIFETIME), clock),
                DecisionEngine.fixed(configuration, clock));
        HasMetadata webhooks = webhooksFor.apply(service.port(), authority.certificatePem());
        api.server().client().resource(webhooks).create();
        return new Registration(api, service, webhooks);
    }

    private static Function<String, WebhookClientConfig> client(
            Api api, String scope, Route route, int port, String caPem) {
        return switch (route) {
            case URL -> path -> Webhooks.byUrl(port, path, caPem);
            case SERVICE -> {
                ExposedService exposed =
                        api.server().exposeService(scope + "-webhook", "webhook", SERVICE_PORT, List.of(port));
                yield path -> Webhooks.byService(exposed, path, caPem);
            }
        };
    }

    static void awaitInjection(Api api, String namespace) {
        ObjectNode probe = Pods.labelled(Pods.minimal("probe"), "true");
        await(
                () -> api.dryRun(namespace, probe),
                reply -> reply.created()
                        && !Pods.annotation(reply.pod(), Keys.STATUS).isEmpty(),
                "the webhook does not come into force");
    }

    /** Webhook configurations and endpoints reach the API server's caches a moment after they were written. */
    static <T> void await(Supplier<T> look, Predicate<T> good, String otherwise) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        T last = look.get();
        while (!good.test(last)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise + ": " + last);
            }
            pause();
            last = look.get();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The server's own count of decisions, by decision; all kinds. */
    Map<String, Long> decisions() {
        Map<String, Long> counts = new TreeMap<>();
        service.metrics()
                .find("alluxio.admission.decisions")
                .counters()
                .forEach(counter -> counts.merge(
                        String.valueOf(counter.getId().getTag("decision")), (long) counter.count(), Long::sum));
        return counts;
    }

    /** What was counted since an earlier look; decisions that were not made are left out. */
    Map<String, Long> decisionsSince(Map<String, Long> earlier) {
        Map<String, Long> delta = new TreeMap<>();
        decisions().forEach((decision, count) -> {
            long more = count - earlier.getOrDefault(decision, 0L);
            if (more != 0) {
                delta.put(decision, more);
            }
        });
        return delta;
    }

    @Override
    public void close() {
        api.server().client().resource(webhooks).delete();
        service.close();
    }
}
