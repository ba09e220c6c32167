package alluxio.admission.benchmarks;

import alluxio.admission.app.demo.TrustingClient;
import alluxio.admission.testcluster.ApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Fills an API server by plain HTTP, many requests at once, and then changes what it wrote. */
@SuppressWarnings("InlineFormatString") // An object reads better as a template of its own.
final class LargeCluster implements AutoCloseable {
    private static final int AT_ONCE = 64;
    private static final int PADDING = 7_400;
    private static final String POD = """
            {"apiVersion": "v1", "kind": "Pod",
             "metadata": {"name": "web-%1$d", "labels": {"app": "web", "pod-template-hash": "5d4f8c7b9", "team": "team-%1$d", "alluxio.io/inject": "true",
               "app.kubernetes.io/name": "web", "app.kubernetes.io/instance": "web-%1$d", "app.kubernetes.io/part-of": "shop"},
               "annotations": {"checksum/config": "0f3c8f847a5edb077e9d90b58bc60480c3515fcb0f3c8f847a5edb077e9d90b5",
                 "alluxio.io/status": "{\\"v\\":1,\\"profile\\":\\"alluxio\\",\\"digest\\":\\"0f3c8f847a5edb07\\",\\"features\\":[\\"short-circuit\\"]}"},
               "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web-5d4f8c7b9", "uid": "0f3c8f84-7a5e-db07-7e9d-90b58bc60480", "controller": true}]},
             "spec": {"nodeName": "node-%2$d", "containers": [{"name": "web", "image": "web:1", "env": [{"name": "SETTINGS", "value": "%3$s"}]}]}}
            """;
    private static final String NODE = """
            {"apiVersion": "v1", "kind": "Node",
             "metadata": {"name": "node-%1$d", "labels": {"kubernetes.io/hostname": "node-%1$d", "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64",
               "node.kubernetes.io/instance-type": "m5.4xlarge", "topology.kubernetes.io/region": "eu-central-1", "topology.kubernetes.io/zone": "eu-central-1a"}},
             "spec": {"providerID": "aws:///eu-central-1a/i-%1$d", "taints": [{"key": "dedicated", "value": "batch", "effect": "NoSchedule"}]},
             "status": {"allocatable": {"cpu": "16", "memory": "64Gi", "pods": "110", "ephemeral-storage": "100Gi"},
               "conditions": [{"type": "Ready", "status": "True"}, {"type": "MemoryPressure", "status": "False"}], "addresses": [{"type": "InternalIP", "address": "10.0.0.1"}]}}
            """;

    private final ApiServer server;
    private final int namespaces;
    private final HttpClient http;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    LargeCluster(ApiServer server, int namespaces) {
        this.server = server;
        this.namespaces = namespaces;
        this.http = HttpClient.newBuilder()
                .sslContext(TrustingClient.context(server.caCertificatePem()))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** Bytes of a pod as it is sent. */
    int podBytes() {
        return pod(0).getBytes(StandardCharsets.UTF_8).length;
    }

    void fill(int nodes, int pods) throws InterruptedException {
        post(
                namespaces,
                i -> "/api/v1/namespaces",
                i -> "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + namespace(i) + "\"}}");
        post(nodes, _ -> "/api/v1/nodes", NODE::formatted);
        post(pods, i -> "/api/v1/namespaces/" + namespace(i) + "/pods", this::pod);
        for (int i = 0; i < 5; i++) {
            String in = "/namespaces/alluxio-" + i;
            for (int j = 0; j < 3; j++) {
                int number = j;
                post(1, _ -> "/api/v1" + in + "/configmaps", _ -> CONFIG.formatted(number));
                post(1, _ -> "/apis/apps/v1" + in + "/daemonsets", _ -> DAEMON_SET.formatted(number));
            }
        }
    }

    private static final String CONFIG = """
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "alluxio-config-%d"}, "data": {"ALLUXIO_JAVA_OPTS": "-Dalluxio.master.hostname=alluxio-master-0"}}
            """;
    private static final String DAEMON_SET = """
            {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "alluxio-worker-%d"},
             "spec": {"selector": {"matchLabels": {"app": "alluxio"}}, "template": {"metadata": {"labels": {"app": "alluxio"}},
               "spec": {"containers": [{"name": "alluxio-worker", "image": "alluxio/alluxio:2.9.6"}]}}}}
            """;

    /** Changes that many pods a second, for that long or until the process ends. */
    void change(int each, Duration duration, Process process) throws InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; process.isAlive() && System.nanoTime() - begin < duration.toNanos(); i++) {
            int number = i % 1000;
            executor.execute(() -> send(
                    "PATCH",
                    "/api/v1/namespaces/" + namespace(number) + "/pods/web-" + number,
                    "{\"metadata\":{\"annotations\":{\"changed\":\"" + System.nanoTime() + "\"}}}"));
            long next = begin + (i + 1) * 1_000_000_000L / each;
            Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        }
    }

    private String namespace(int i) {
        int number = i % namespaces;
        return number < 5 ? "alluxio-" + number : "team-" + number;
    }

    private String pod(int i) {
        return POD.formatted(i, i % 1000, "x".repeat(PADDING));
    }

    private void post(int count, IntFunction<String> path, IntFunction<String> body) throws InterruptedException {
        Semaphore free = new Semaphore(AT_ONCE);
        AtomicInteger failures = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            int number = i;
            free.acquire();
            executor.execute(() -> {
                try {
                    if (send("POST", path.apply(number), body.apply(number)) != 201) {
                        failures.incrementAndGet();
                    }
                } finally {
                    free.release();
                }
            });
        }
        free.acquire(AT_ONCE);
        if (failures.get() > 0) {
            throw new IllegalStateException(failures + " of " + count + " objects were not created");
        }
    }

    private int send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Bearer " + server.token())
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        http.shutdownNow();
    }
}
