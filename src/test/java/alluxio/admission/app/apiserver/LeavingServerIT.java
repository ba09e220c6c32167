package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import alluxio.admission.testcluster.ExposedService;
import alluxio.admission.testcluster.ExposedService.Endpoint;
import alluxio.admission.testcluster.RealApiServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@RealApiServer
@DisplayName("A server that gets SIGTERM under load, while another one takes over")
class LeavingServerIT {
    private static final String SCOPE = "leaving";
    private static final String SERVICE = "webhook";
    private static final int CLIENTS = 8;
    private static final int REQUESTS_EACH_PHASE = 120;
    private static final Duration DRAIN_DELAY = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(20);

    @TempDir
    private Path folder = Path.of("");

    @Test
    @Timeout(180)
    @DisplayName("loses no request and exits with 0, with an API server that chooses an endpoint for each call")
    void current(ApiServer cluster) throws Exception {
        run("endpoint for each call (Kubernetes 1.37)", cluster);
    }

    @Test
    @Timeout(180)
    @DisplayName("loses no request and exits with 0, with an API server that keeps its connections")
    void pooledConnections() throws Exception {
        ApiServerOptions options =
                ApiServerOptions.defaults().withExtraFlags("--feature-gates=WebhookRoundTripLoadBalancing=false");
        try (ApiServer cluster = ApiServer.start(options)) {
            run("pooled connections (as before 1.37)", cluster);
        }
    }

    private void run(String title, ApiServer cluster) throws Exception {
        Api api = new Api(cluster);
        api.namespace(SCOPE, SCOPE, Map.of());
        String host = SERVICE + "." + SCOPE + ".svc";
        try (ServerProcess first = server("first", host);
                ServerProcess second = server("second", host)) {
            ExposedService service = cluster.exposeService(SCOPE, SERVICE, 443, List.of(first.port(), second.port()));
            String caPem = first.caPem() + second.caPem();
            cluster.client()
                    .resource(
                            Webhooks.ours("alluxio-" + SCOPE, SCOPE, path -> Webhooks.byService(service, path, caPem)))
                    .create();
            Registration.awaitInjection(api, SCOPE);
            drainUnderLoad(title, api, service, first, second);
        }
    }

    private ServerProcess server(String name, String host) throws Exception {
        return ServerProcess.start(
                folder.resolve(name),
                host,
                "--drain-delay",
                Long.toString(DRAIN_DELAY.toSeconds()),
                "--grace-period",
                Long.toString(GRACE.toSeconds()));
    }

    private static void drainUnderLoad(
            String title, Api api, ExposedService service, ServerProcess first, ServerProcess second)
            throws InterruptedException {
        Load load = Load.ofInjections(api, SCOPE, CLIENTS);
        long firstDecisions;
        Optional<Integer> exit;
        long begin;
        Duration took;
        int atSignal;
        int atExit;
        try (load) {
            await(load, REQUESTS_EACH_PHASE);
            firstDecisions = first.decisions();
            atSignal = load.requests();
            begin = System.nanoTime();
            first.terminate();
            // What the endpoint controller does when the pod is being deleted.
            service.endpoints(List.of(new Endpoint(first.port(), false), new Endpoint(second.port(), true)));
            exit = first.exitCode(GRACE);
            took = Duration.ofNanos(System.nanoTime() - begin);
            atExit = load.requests();
            await(load, atExit + REQUESTS_EACH_PHASE);
        }
        System.out.println("leaving server, " + title + ": " + load.requests() + " requests, " + atSignal
                + " before SIGTERM (" + firstDecisions + " of them to the first), " + (atExit - atSignal) + " in the "
                + took.toMillis() + " ms until it ended, " + load.failures().size() + " failed, exit " + exit);
        assertThat(load.failures()).isEmpty();
        assertThat(exit).contains(0);
        assertThat(firstDecisions).as("decisions of the first").isPositive();
        assertThat(second.decisions()).as("decisions of the second").isGreaterThanOrEqualTo(REQUESTS_EACH_PHASE);
    }

    private static void await(Load load, int requests) {
        Registration.await(load::requests, done -> done >= requests, "the load stands still");
    }
}
