package alluxio.admission.benchmarks;

import alluxio.admission.app.demo.InstalledObjects;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures what admission adds to the creation of a pod with all features, through a real API server: nothing, an empty Go webhook
 * with the same patch, the same changes by a MutatingAdmissionPolicy, empty servers that are called as often as alluxio-admission, and
 * alluxio-admission with both its webhooks, as the chart registers them. Each side has a namespace of its own, and they take turns pod by
 * pod. Takes the root of the sources, and optionally the number of pods and of rounds; each round begins with fresh webhooks. Prints
 * Markdown.
 */
final class ApiServerBenchmark {
    private static final String MUTATING = "MutatingWebhookConfiguration";
    private static final String VALIDATING = "ValidatingWebhookConfiguration";

    /** What a namespace has. */
    private enum Side {
        NONE("no webhook"),
        GO("empty Go webhook"),
        CEL("MutatingAdmissionPolicy"),
        GO_TWICE("empty Go, both webhooks"),
        VERTX_TWICE("empty Vert.x, both webhooks"),
        OURS("alluxio-admission");

        private final String title;

        Side(String title) {
            this.title = title;
        }

        String namespace() {
            return "side-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final MeasuredCluster cluster;
    private final TestIdentity identity;
    private final PodCreator pods;
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private int number;

    private ApiServerBenchmark(MeasuredCluster cluster, TestIdentity identity, PodCreator pods) {
        this.cluster = cluster;
        this.identity = identity;
        this.pods = pods;
    }

    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        Path folder = Files.createTempDirectory("alluxio-admission-benchmark-");
        try (MeasuredCluster cluster = MeasuredCluster.start();
                PodCreator pods = new PodCreator(cluster.server())) {
            TestIdentity identity = TestIdentity.create(folder);
            Files.writeString(folder.resolve("configuration.yaml"), SampleObjects.configuration());
            cluster.writeKubeconfig(folder.resolve("kubeconfig"));
            List<Contestant> contestants = Contestants.create(Path.of(arguments[0]), folder, identity);
            if (contestants.size() < 3) {
                throw new IOException("the empty Go webhook is needed");
            }
            ApiServerBenchmark benchmark = new ApiServerBenchmark(cluster, identity, pods);
            for (Side side : Side.values()) {
                cluster.namespace(side.namespace());
            }
            for (int i = 0; i < rounds; i++) {
                System.err.printf("round %d of %d%n", i + 1, rounds);
                benchmark.round(contestants, folder.resolve("patch-" + i), count);
            }
            System.out.println(benchmark.table(count));
        } finally {
            Folders.delete(folder);
        }
    }

    private void round(List<Contestant> contestants, Path patchFile, int count)
            throws IOException, InterruptedException {
        Contestant ours = contestants.get(0);
        JsonNode patch = patch(ours);
        Files.writeString(patchFile, patch.toString());
        List<ObjectNode> registered = new ArrayList<>();
        try (RunningServer server = ours.start(identity);
                RunningServer vertx = contestants.get(1).patching(patchFile).start(identity);
                RunningServer go = contestants.get(2).patching(patchFile).start(identity)) {
            registered.addAll(both(Side.OURS, server));
            registered.addAll(both(Side.VERTX_TWICE, vertx));
            registered.addAll(both(Side.GO_TWICE, go));
            registered.add(registration(MUTATING, Side.GO, go.port()));
            registered.add(CelPatch.policy(Side.CEL.namespace(), Side.CEL.namespace(), patch));
            registered.add(CelPatch.binding(Side.CEL.namespace()));
            registered.forEach(cluster::create);
            for (Side side : Side.values()) {
                awaitInForce(side);
            }
            for (boolean dryRun : List.of(true, false)) {
                turns(count, dryRun);
            }
        } finally {
            registered.forEach(cluster::delete);
        }
    }

    private List<ObjectNode> both(Side side, RunningServer server) throws IOException {
        return List.of(registration(MUTATING, side, server.port()), registration(VALIDATING, side, server.port()));
    }

    private void turns(int count, boolean dryRun) throws IOException, InterruptedException {
        Map<Side, List<Double>> micros = new EnumMap<>(Side.class);
        for (int i = 0; i < count; i++) {
            number++;
            for (Side side : Side.values()) {
                micros.computeIfAbsent(side, _ -> new ArrayList<>())
                        .add(pods.micros(side.namespace(), number % 10_000, dryRun));
            }
        }
        micros.forEach((side, all) -> {
            Spread spread = Spread.of(all);
            add(side, dryRun, 0.5, spread);
            add(side, dryRun, 0.99, spread);
        });
    }

    private void add(Side side, boolean dryRun, double quantile, Spread spread) {
        figures.computeIfAbsent(key(side, dryRun, quantile), _ -> new ArrayList<>())
                .add(spread.quantile(quantile));
    }

    private static String key(Side side, boolean dryRun, double quantile) {
        return side + " " + dryRun + " " + quantile;
    }

    /** What alluxio-admission does to the pod as the API server sends it, by a server that is not measured. */
    private JsonNode patch(Contestant ours) throws IOException, InterruptedException {
        ObjectNode pod = pods.dryRun(Side.NONE.namespace(), 0);
        try (RunningServer server = ours.start(identity);
                BenchClient client = new BenchClient(identity.trust(), server.port())) {
            byte[] answer = client.exchange(BenchClient.request("/mutate", ReviewKind.review(pod)));
            String patch =
                    JsonMapper.shared().readTree(answer).at("/response/patch").stringValue("");
            return JsonMapper.shared().readTree(Base64.getDecoder().decode(patch));
        }
    }

    /** As it is installed, but for pods of one namespace only, at an address on this machine, and so that a failure is seen. */
    private ObjectNode registration(String kind, Side side, int port) throws IOException {
        ObjectNode installed = InstalledObjects.first(kind);
        installed.withObject("/metadata").put("name", side.namespace());
        String authority =
                Base64.getEncoder().encodeToString(identity.authorityPem().getBytes(StandardCharsets.US_ASCII));
        for (JsonNode entry : installed.path("webhooks")) {
            String path = entry.at("/clientConfig/service/path").stringValue("");
            ObjectNode webhook = ((ObjectNode) entry).put("failurePolicy", "Fail");
            webhook.putObject("clientConfig")
                    .put("url", "https://127.0.0.1:" + port + path)
                    .put("caBundle", authority);
            ObjectNode selector = webhook.withObjectProperty("namespaceSelector");
            selector.withArrayProperty("matchExpressions")
                    .addObject()
                    .put("key", "kubernetes.io/metadata.name")
                    .put("operator", "In")
                    .putArray("values")
                    .add(side.namespace());
        }
        return installed;
    }

    /** The API server calls a webhook only a moment after it was registered. */
    private void awaitInForce(Side side) throws IOException, InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            if (side == Side.NONE
                    || pods.dryRun(side.namespace(), 0)
                            .path("metadata")
                            .path("annotations")
                            .has(Keys.STATUS)) {
                return;
            }
            Thread.sleep(20);
        }
        throw new IOException("the API server does not do what is registered for " + side.title);
    }

    private String table(int count) {
        StringBuilder table = new StringBuilder(
                "Creation of a pod with all features, %d of each kind and round; sides in turn. ".formatted(count)
                        + "Minimum / **median** / maximum of the rounds\n\n| | added, as a ratio to the empty Go webhook's | added, µs | all, µs |\n"
                        + "|---|--:|--:|--:|\n");
        for (boolean dryRun : List.of(true, false)) {
            for (double quantile : List.of(0.5, 0.99)) {
                for (Side side : Side.values()) {
                    row(table, side, dryRun, quantile);
                }
            }
        }
        return table.toString();
    }

    private void row(StringBuilder table, Side side, boolean dryRun, double quantile) {
        List<Double> none = of(Side.NONE, dryRun, quantile);
        List<Double> go = of(Side.GO, dryRun, quantile);
        List<Double> own = of(side, dryRun, quantile);
        List<Double> added = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            added.add(own.get(i) - none.get(i));
            ratios.add((own.get(i) - none.get(i)) / (go.get(i) - none.get(i)));
        }
        boolean compared = side != Side.NONE;
        table.append("| %s, p%.0f: %s | %s | %s | %s |%n"
                .formatted(
                        dryRun ? "dry run" : "created",
                        quantile * 100,
                        side.title,
                        compared ? Spread.of(ratios).show(1) : "",
                        compared ? Spread.of(added).show(0) : "",
                        Spread.of(own).show(0)));
    }

    private List<Double> of(Side side, boolean dryRun, double quantile) {
        return Objects.requireNonNull(figures.get(key(side, dryRun, quantile)));
    }
}
