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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures what admission adds to the creation of a pod with all features, through a real API server: nothing, an empty Go webhook
 * with the same patch, the same changes by a MutatingAdmissionPolicy, and alluxio-admission with both its webhooks, as the chart registers
 * them. Each side has a namespace of its own, and they take turns pod by pod. Takes the root of the sources, and optionally the number
 * of pods and of rounds; each round begins with fresh webhooks. Prints Markdown.
 */
final class ApiServerBenchmark {
    private static final String NONE = "side-none";
    private static final String GO = "side-go";
    private static final String CEL = "side-cel";
    private static final String OURS = "side-ours";
    private static final Map<String, String> SIDES = Map.of(
            NONE, "no webhook", GO, "empty Go webhook", CEL, "MutatingAdmissionPolicy", OURS, "alluxio-admission");

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
            Contestant ours = Contestants.admission(Path.of(arguments[0]), folder, identity);
            Contestant go = GoServer.build(Path.of(arguments[0]), folder).orElseThrow();
            ApiServerBenchmark benchmark = new ApiServerBenchmark(cluster, identity, pods);
            SIDES.keySet().forEach(cluster::namespace);
            for (int i = 0; i < rounds; i++) {
                System.err.printf("round %d of %d%n", i + 1, rounds);
                benchmark.round(ours, go, folder.resolve("patch-" + i), count);
            }
            System.out.println(benchmark.table(count));
        } finally {
            Folders.delete(folder);
        }
    }

    private void round(Contestant ours, Contestant go, Path patchFile, int count)
            throws IOException, InterruptedException {
        JsonNode patch = patch(ours);
        Files.writeString(patchFile, patch.toString());
        List<ObjectNode> registered = new ArrayList<>();
        try (RunningServer server = ours.start(identity);
                RunningServer empty = go.patching(patchFile).start(identity)) {
            registered.add(registration("MutatingWebhookConfiguration", OURS, server.port()));
            registered.add(registration("ValidatingWebhookConfiguration", OURS, server.port()));
            registered.add(registration("MutatingWebhookConfiguration", GO, empty.port()));
            registered.add(CelPatch.policy(CEL, CEL, patch));
            registered.add(CelPatch.binding(CEL));
            registered.forEach(cluster::create);
            for (String side : List.of(GO, CEL, OURS)) {
                awaitInForce(side);
            }
            for (boolean dryRun : List.of(true, false)) {
                turns(count, dryRun);
            }
        } finally {
            registered.forEach(cluster::delete);
        }
    }

    private void turns(int count, boolean dryRun) throws IOException, InterruptedException {
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            number++;
            for (String side : List.of(NONE, GO, CEL, OURS)) {
                micros.computeIfAbsent(side, _ -> new ArrayList<>()).add(pods.micros(side, number % 10_000, dryRun));
            }
        }
        micros.forEach((side, all) -> {
            Spread spread = Spread.of(all);
            add(side, dryRun, 0.5, spread);
            add(side, dryRun, 0.99, spread);
        });
    }

    private void add(String side, boolean dryRun, double quantile, Spread spread) {
        figures.computeIfAbsent(key(side, dryRun, quantile), _ -> new ArrayList<>())
                .add(spread.quantile(quantile));
    }

    private static String key(String side, boolean dryRun, double quantile) {
        return side + " " + dryRun + " " + quantile;
    }

    /** What alluxio-admission does to the pod as the API server sends it, by a server that is not measured. */
    private JsonNode patch(Contestant ours) throws IOException, InterruptedException {
        ObjectNode pod = pods.dryRun(NONE, 0);
        try (RunningServer server = ours.start(identity);
                BenchClient client = new BenchClient(identity.trust(), server.port())) {
            byte[] answer = client.exchange(BenchClient.request("/mutate", ReviewKind.review(pod)));
            String patch =
                    JsonMapper.shared().readTree(answer).at("/response/patch").stringValue("");
            return JsonMapper.shared().readTree(Base64.getDecoder().decode(patch));
        }
    }

    /** As it is installed, but for pods of one namespace only, at an address on this machine, and so that a failure is seen. */
    private ObjectNode registration(String kind, String side, int port) throws IOException {
        ObjectNode installed = InstalledObjects.first(kind);
        installed.withObject("/metadata").put("name", side);
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
                    .add(side);
        }
        return installed;
    }

    /** The API server calls a webhook only a moment after it was registered. */
    private void awaitInForce(String side) throws IOException, InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            if (pods.dryRun(side, 0).path("metadata").path("annotations").has(Keys.STATUS)) {
                return;
            }
            Thread.sleep(20);
        }
        throw new IOException("the API server does not do what is registered for " + side);
    }

    private String table(int count) {
        StringBuilder table = new StringBuilder(
                "Creation of a pod with all features, %d of each kind and round; sides in turn. ".formatted(count)
                        + "Minimum / **median** / maximum of the rounds\n\n| | added, as a ratio to the empty Go webhook's | added, µs | all, µs |\n"
                        + "|---|--:|--:|--:|\n");
        for (boolean dryRun : List.of(true, false)) {
            for (double quantile : List.of(0.5, 0.99)) {
                for (String side : List.of(NONE, GO, CEL, OURS)) {
                    row(table, side, dryRun, quantile);
                }
            }
        }
        return table.toString();
    }

    private void row(StringBuilder table, String side, boolean dryRun, double quantile) {
        List<Double> none = of(NONE, dryRun, quantile);
        List<Double> go = of(GO, dryRun, quantile);
        List<Double> own = of(side, dryRun, quantile);
        List<Double> added = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            added.add(own.get(i) - none.get(i));
            ratios.add((own.get(i) - none.get(i)) / (go.get(i) - none.get(i)));
        }
        boolean compared = !side.equals(NONE);
        table.append("| %s, p%.0f: %s | %s | %s | %s |%n"
                .formatted(
                        dryRun ? "dry run" : "created",
                        quantile * 100,
                        SIDES.get(side),
                        compared ? Spread.of(ratios).show(1) : "",
                        compared ? Spread.of(added).show(0) : "",
                        Spread.of(own).show(0)));
    }

    private List<Double> of(String side, boolean dryRun, double quantile) {
        return Objects.requireNonNull(figures.get(key(side, dryRun, quantile)));
    }
}
