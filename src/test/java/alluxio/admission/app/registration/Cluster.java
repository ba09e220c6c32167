package alluxio.admission.app.registration;

import alluxio.admission.app.apiserver.Api;
import alluxio.admission.app.apiserver.Api.Reply;
import alluxio.admission.testcluster.ApiServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends objects of any kind to the API server, and registers what the chart rendered. Thread-safe. */
final class Cluster {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int AT_ONCE = 12;
    private static final Map<String, String> GROUPS = Map.of(
            "Pod", "/api/v1",
            "ConfigMap", "/api/v1",
            "PersistentVolumeClaim", "/api/v1",
            "Deployment", "/apis/apps/v1",
            "StatefulSet", "/apis/apps/v1",
            "DaemonSet", "/apis/apps/v1",
            "ReplicaSet", "/apis/apps/v1",
            "ReplicationController", "/api/v1",
            "Job", "/apis/batch/v1",
            "CronJob", "/apis/batch/v1");

    private final Api api;

    Cluster(ApiServer server) {
        this.api = new Api(server);
    }

    Api api() {
        return api;
    }

    static boolean knows(String kind) {
        return GROUPS.containsKey(kind);
    }

    static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }

    /** Of a kind in a namespace. */
    static String path(String kind, String namespace) {
        return Optional.ofNullable(GROUPS.get(kind)).orElseThrow() + "/namespaces/" + namespace + "/"
                + kind.toLowerCase(Locale.ROOT) + "s";
    }

    Reply dryRun(String namespace, ObjectNode object) {
        return post(namespace, object, "?dryRun=All");
    }

    Reply create(String namespace, ObjectNode object) {
        return post(namespace, object, "");
    }

    private Reply post(String namespace, ObjectNode object, String query) {
        ObjectNode here = object.deepCopy();
        here.withObject("/metadata").put("namespace", namespace);
        return api.send("POST", path(object.path("kind").asString(""), namespace) + query, here, "");
    }

    int patch(String path, String patch) {
        return api.send("PATCH", path, json(patch), "").code();
    }

    /** An object that can be told from others. */
    static ObjectNode marked(ObjectNode object, String id) {
        ObjectNode copy = object.deepCopy();
        copy.withObject("/metadata").withObjectProperty("annotations").put(Recorder.ID, id);
        return copy;
    }

    /** Several at once, as the API server has them; answers come in the order of the inputs. */
    static <T, R> List<R> all(List<T> inputs, Function<T, R> request) {
        Semaphore turns = new Semaphore(AT_ONCE);
        List<Future<R>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T input : inputs) {
                answers.add(threads.submit(() -> {
                    turns.acquire();
                    try {
                        return request.apply(input);
                    } finally {
                        turns.release();
                    }
                }));
            }
        }
        return answers.stream().map(Future::resultNow).toList();
    }

    /** Registers; what is closed is taken out again. */
    Registered register(RenderedChart chart) {
        List<String> paths = new ArrayList<>();
        for (ObjectNode object : chart.objects()) {
            String kind = object.path("kind").asString("");
            String plural = kind.endsWith("Policy") ? kind.substring(0, kind.length() - 1) + "ies" : kind + "s";
            String collection = "/apis/admissionregistration.k8s.io/v1/" + plural.toLowerCase(Locale.ROOT);
            Reply reply = api.send("POST", collection, object, "");
            if (!reply.created()) {
                throw new AssertionError(kind + ": " + reply.message());
            }
            paths.add(collection + "/" + object.at("/metadata/name").asString(""));
        }
        return new Registered(paths, api);
    }

    record Registered(List<String> paths, Api api) implements AutoCloseable {
        @Override
        public void close() {
            paths.forEach(path -> api.send("DELETE", path, json("{}"), ""));
        }
    }

    /** Registrations reach the API server's caches a moment after they were written. */
    static void await(BooleanSupplier good, String otherwise) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!good.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** The value of a counter of the API server, summed over its labels. */
    long metric(String name) {
        return api.server()
                .client()
                .raw("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
