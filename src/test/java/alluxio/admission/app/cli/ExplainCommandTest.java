package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.rules.AllRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Against the example files in {@code test/resources/explain} of this module; to change them, run with GOLDEN_UPDATE=1 in the
 * environment and review the difference.
 */
@DisplayName("explain")
class ExplainCommandTest {
    private static final Path FOLDER = Path.of("test/resources/explain");

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    @DisplayName("says of each pod what becomes of it, and why, as in the example files")
    void examples(String output) throws IOException {
        Run run = explain("-o", output);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        Path expected = FOLDER.resolve("explained." + (output.equals("text") ? "txt" : "json"));
        String shown = output.equals("text")
                ? withoutRules(run.out())
                : run.out().replaceAll("(?s),\\s*\"objects\".*", "\n}\n");
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(expected, shown);
        }
        assertThat(shown).isEqualTo(Files.readString(expected));
    }

    @Test
    @DisplayName("names the object that each discovered value came from")
    void sources(@TempDir Path folder) throws IOException {
        Path manifests = folder.resolve("all.yaml");
        String chart = Files.readString(Path.of("../discovery/src/test/resources/chart-2.9.yaml"));
        String runAsUser =
                "      securityContext: {runAsUser: 1000}\n      containers:\n      - name: alluxio-worker\n";
        assertThat(chart).containsOnlyOnce(runAsUser);
        Files.writeString(manifests, chart.replace(runAsUser, "      nodeSelector: {disk: ssd}\n" + runAsUser) + """

                        ---
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: client, namespace: team, labels: {alluxio.io/inject: "true"}}
                        spec: {containers: [{name: main, image: eclipse-temurin:21}]}
                        """);
        Path config = folder.resolve("admission.yaml");
        String head = "apiVersion: admission.alluxio.io/v1\nkind: AdmissionConfiguration\n";
        Files.writeString(config, head + "discovery: {namespaces: [alluxio]}\n");
        String[] command = {"explain", "-n", "alluxio", "--config", config.toString(), "-f", manifests.toString()};
        assertThat(Run.of(command).out().replaceAll("\\s+", " "))
                .contains(
                        "(profile: shortCircuit.hostPath, of DaemonSet alluxio/alluxio-worker, volume alluxio-domain)",
                        "(computed: master.addresses and the namespace of the profile, of DaemonSet alluxio/alluxio-worker,",
                        "(profile: scheduling, of DaemonSet alluxio/alluxio-worker");
        String[] json = {
            "explain", "-o", "json", "-n", "alluxio", "--config", config.toString(), "-f", manifests.toString()
        };
        assertThat(Run.of(json).out())
                .contains("\"source\": \"DaemonSet alluxio/alluxio-worker, volume alluxio-domain\"");
        Files.writeString(config, head + "discovery: {namespaces: [other]}\n");
        assertThat(Run.of(command).out()).as("not trusted").doesNotContain(", of DaemonSet");
    }

    @Test
    @DisplayName("--rule prints the documentation of that rule and nothing else, for every rule")
    void rulePage() {
        for (Rule rule : AllRules.registry().rules()) {
            Run run = Run.of("explain", "--rule", rule.info().id());
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out())
                    .startsWith("## " + rule.info().id() + "\n")
                    .contains("**Restricted fields:**", "**Allowed values:**", "**Why:**", "\nFails: ", "\nPasses: ")
                    .doesNotContain("\n## ");
        }
    }

    @Test
    @DisplayName("--rule says of each id of the injector what it is, with a page of the documentation that exists")
    void injectorRule() throws IOException {
        Pattern literal = Pattern.compile("\"(inject-[a-z-]+[a-z])\"");
        Set<String> ids = new TreeSet<>();
        for (String folder : List.of("../injector/src/main/java", "main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    literal.matcher(Files.readString(file)).results().forEach(m -> ids.add(m.group(1)));
                }
            }
        }
        assertThat(ids).contains("inject-key", "inject-annotation");
        for (String id : ids) {
            Run run = Run.of("explain", "--rule", id);
            assertThat(run.exitCode()).as(id + run.err()).isZero();
            assertThat(run.out()).startsWith("## " + id + "\n");
            Matcher link = Pattern.compile("docs/([a-z-]+\\.md)#([a-z-]+)").matcher(run.out());
            assertThat(link.find()).as(id).isTrue();
            assertThat(Files.readAllLines(Path.of("../docs", link.group(1))))
                    .as(run.out())
                    .anyMatch(line -> line.startsWith("#") && anchor(line).equals(link.group(2)));
        }
        assertThat(Run.of("explain", "--rule", "inject-keys").err()).contains("did you mean \"inject-key\"?");
    }

    private static String anchor(String heading) {
        return heading.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }

    @Test
    @DisplayName("--help names TYPE/NAME beside files")
    void usage() {
        assertThat(Run.of("explain", "--help").out().replaceAll("\\s+", " ")).contains("[TYPE/NAME|FILE|DIR|-...]");
        assertThat(Run.of("validate", "--help").out())
                .contains("[FILE|DIR|-...]")
                .doesNotContain("TYPE/NAME");
    }

    @Test
    @DisplayName("--rule with an id that no rule has names the nearest one")
    void unknownRule() {
        Run run = Run.of("explain", "--rule", "worker-port");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("there is no rule worker-port", "did you mean", "worker-ports");
    }

    @Test
    @DisplayName("takes manifests or a rule, and needs one of them")
    void oneTopic() {
        assertThat(Run.of("explain", "--rule", "worker-ports", "-f", "-").err()).contains("leave out the manifests");
        assertThat(Run.of("explain").err()).contains("name the manifests to read", "explain -f FILE");
        assertThat(Run.of("explain", "-n", "a").exitCode()).isEqualTo(2);
    }

    /** Which rules there are is not what these examples show. */
    private static String withoutRules(String text) {
        return text.replaceAll("(?ms)^[^\\n ][^\\n]*, rules\\n.*?\\n\n", "");
    }

    @Test
    @DisplayName("says of each object what each rule says: refused, not judged, exempt or passed")
    void rules(@TempDir Path folder) throws IOException {
        Path configuration = Files.writeString(folder.resolve("c.yaml"), """
                apiVersion: admission.alluxio.io/v1
                kind: AdmissionConfiguration
                policy: {exemptions: [{rule: host-pid, reason: "profiling", until: 2999-12-31}]}
                """);
        String worker = """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec:
                  hostPID: true
                  containers:
                  - name: alluxio-worker
                    image: alluxio/alluxio:2.9.6
                    args: [worker-only, --no-format]
                    ports: [{containerPort: %s}]
                    envFrom: [{configMapRef: {name: alluxio-config}}]
                """;
        Run run = Run.with(
                worker.formatted("a", "29998") + "---\n" + worker.formatted("b", "12345"),
                "explain",
                "-f",
                "-",
                "-o",
                "json",
                "--config",
                configuration.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        JsonNode objects = JsonMapper.shared().readTree(run.out()).path("objects");
        assertThat(outcome(objects.path(0), "worker-ports").path("outcome").asString())
                .isEqualTo("refused");
        assertThat(outcome(objects.path(0), "host-pid").path("reason").asString())
                .isEqualTo("until 2999-12-31: profiling");
        assertThat(outcome(objects.path(1), "worker-ports").path("outcome").asString())
                .isEqualTo("not judged");
        assertThat(outcome(objects.path(1), "worker-ports").path("reason").asString())
                .contains("not seen: alluxio.worker.rpc.port may be in ConfigMap alluxio-config");
    }

    private static JsonNode outcome(JsonNode object, String rule) {
        return object.path("rules")
                .valueStream()
                .filter(r -> r.path("rule").asString().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("fits a terminal of 100 columns, as long as no single word is longer")
    void width() throws IOException {
        assertThat(explain().out().lines())
                .allMatch(line -> line.length() <= 100 || !line.strip().contains(" "));
    }

    @Test
    @DisplayName("agrees with inject: what is added, and who is refused")
    void agrees() throws IOException {
        Run injected = Run.with(
                pods(),
                "inject",
                "-f",
                "-",
                "--config",
                FOLDER.resolve("configuration.yaml").toString());
        JsonNode pods =
                JsonMapper.shared().readTree(explain("-o", "json").out()).path("pods");
        for (JsonNode pod : pods) {
            JsonNode injection = pod.path("injection");
            String object = pod.at("/object/kind").asString() + " "
                    + pod.at("/object/namespace").asString() + "/"
                    + pod.at("/object/name").asString();
            String word = injection.path("decision").asString();
            assertThat(injected.err()).contains("-: " + object + ": " + word);
            injection
                    .path("refusals")
                    .forEach(refusal -> assertThat(injected.err())
                            .contains(refusal.path("message").asString()));
        }
        assertThat(pods.size()).isEqualTo(8);
    }

    @Test
    @DisplayName("names as added what the status names")
    void status() {
        String pod = """
                kind: Pod
                metadata: {labels: {alluxio.io/inject: "true"}}
                spec: {containers: [{name: app}, {name: other}]}
                """;
        JsonNode injected = read(Run.with(pod, "inject", "-f", "-").out()).getFirst();
        JsonNode added = JsonMapper.shared()
                .readTree(injected.at("/metadata/annotations")
                        .path("alluxio.io/status")
                        .asString())
                .path("added");
        JsonNode explained = JsonMapper.shared()
                .readTree(Run.with(pod, "explain", "-o", "json", "-f", "-").out())
                .at("/pods/0/injection");
        List<JsonNode> items = explained.findValues("additions").stream()
                .flatMap(JsonNode::valueStream)
                .toList();
        assertThat(items).isNotEmpty().allSatisfy(item -> {
            assertThat(item.path("state").asString()).isEqualTo("added");
            assertThat(added.path(item.path("kind").asString())
                            .path(item.path("where").asString())
                            .has(item.path("what").asString()))
                    .isTrue();
        });
        int claims = added.valueStream()
                .flatMap(JsonNode::valueStream)
                .mapToInt(JsonNode::size)
                .sum();
        assertThat(items).hasSize(claims);
    }

    @Test
    @DisplayName("exits 0 when nothing is refused, 2 for an output that it does not have")
    void exitCodes() {
        Run plain = Run.with("kind: Pod\nspec: {containers: []}\n", "explain", "-f", "-");
        assertThat(plain.exitCode()).isZero();
        assertThat(plain.out()).contains("not asked", "to do");
        assertThat(Run.with("", "explain", "-f", "-", "-o", "xml").exitCode()).isEqualTo(2);
    }

    private static Run explain(String... more) throws IOException {
        String[] arguments = {
            "explain",
            "-f",
            "-",
            "--config",
            FOLDER.resolve("configuration.yaml").toString()
        };
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return Run.with(pods(), all);
    }

    private static String pods() throws IOException {
        return Files.readString(FOLDER.resolve("pods.yaml"));
    }

    private static List<JsonNode> read(String text) {
        return new KubeYaml()
                .read(text, "text").stream().map(KubeYaml.Document::content).toList();
    }
}
