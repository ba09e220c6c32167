package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.image.UnpackedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The image")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageIT {
    /** About 15 % more than what was measured: docs/performance.md. */
    private static final long LARGEST_ARCHIVE = 97_000_000;

    private static final Pattern PORTS = Pattern.compile("serves https on port (\\d+), management on port (\\d+)");

    private UnpackedImage image = UnpackedImage.NONE;

    @BeforeAll
    void unpack(@TempDir Path folder) throws IOException {
        image = UnpackedImage.into(folder);
    }

    @Test
    void saysWhatItIsAndRunsAsNobody() throws IOException {
        JsonNode config = image.config().get("config");
        assertThat(image.manifest().at("/RepoTags/0").stringValue())
                .matches("alluxio-admission/alluxio-admission:[0-9.]+");
        assertThat(config.get("User").stringValue()).isEqualTo("65532:65532");
        assertThat(config.get("ExposedPorts").propertyNames()).containsExactlyInAnyOrder("8443/tcp", "8080/tcp");
        assertThat(config.get("Labels").propertyNames())
                .contains("org.opencontainers.image.title", "org.opencontainers.image.version");
        assertThat(config.at("/Labels/org.opencontainers.image.licenses").stringValue())
                .isEqualTo("Apache-2.0");
        assertThat(Files.size(UnpackedImage.ARCHIVE)).isLessThan(LARGEST_ARCHIVE);
        System.out.printf(
                "image: %,d bytes compressed, %s unpacked%n",
                Files.size(UnpackedImage.ARCHIVE),
                Command.run(List.of("du", "-sh", image.root().toString())).split("\t")[0]);
    }

    @Test
    void hasNoShellNoPackageManagerAndNothingThatGivesRights() throws IOException {
        try (Stream<Path> files = Files.walk(image.root())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file.getFileName().toString())
                        .isNotIn("sh", "bash", "dash", "busybox", "apt", "apt-get", "dpkg", "perl", "curl");
                int mode = (int) Files.getAttribute(file, "unix:mode");
                assertThat(mode & 07022)
                        .as("set-user-id, set-group-id, sticky, writable by others: %s", file)
                        .isZero();
                assertThat(Files.getAttribute(file, "unix:uid"))
                        .as("owner of %s", file)
                        .isEqualTo(0);
            }
        }
        assertThat((int) Files.getAttribute(image.root().resolve("tmp"), "unix:mode") & 07777)
                .isEqualTo(01777);
    }

    @Test
    void everyJarIsOnTheBillOfMaterialsAndTheTestClusterIsNotThere() throws IOException {
        Path home = image.root().resolve("opt/alluxio-admission");
        Set<String> listed = new HashSet<>();
        for (JsonNode component :
                JsonMapper.shared().readTree(home.resolve("sbom.json").toFile()).get("components")) {
            String purl = component.get("purl").stringValue();
            Matcher classifier = Pattern.compile("classifier=([^&]+)").matcher(purl);
            listed.add(component.get("name").stringValue() + "-"
                    + component.get("version").stringValue() + (classifier.find() ? "-" + classifier.group(1) : "")
                    + ".jar");
        }
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .isNotEmpty()
                    .allMatch(listed::contains)
                    .noneMatch(name -> name.startsWith("testcluster"));
        }
        assertThat(listed).anyMatch(name -> name.startsWith("openjdk-25"));
    }

    @Test
    void itsLibrariesAreThoseOfTheList() throws IOException {
        try (Stream<Path> jars = Files.list(image.root().resolve("opt/alluxio-admission/lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString())
                            .map(name -> name.replaceFirst("-[0-9][^-]*(\\.Final|-SNAPSHOT)?\\.jar$", ""))
                            .sorted()
                            .toList())
                    .isEqualTo(Files.readAllLines(
                            Path.of(System.getProperty("project.root"), "deploy/image/libraries.txt")));
        }
    }

    @Test
    void itsChecksumIsBesideIt() throws IOException {
        Path archive = UnpackedImage.ARCHIVE;
        Path folder = Objects.requireNonNull(archive.getParent());
        String file = archive.getFileName() + ".sha256";
        assertThat(Command.run(List.of("sh", "-c", "cd '" + folder + "' && sha256sum --check " + file)))
                .isEqualTo(archive.getFileName() + ": OK\n");
    }

    @Test
    void startsFromItsCacheAndAFlagThatDoesNotFitItOnlyMakesItSlow() throws Exception {
        Run used = command(List.of("-XX:AOTMode=on", "-Xlog:aot=info:file=/tmp/aot.log"), "profile", "--defaults");
        assertThat(used.code()).as(used.err()).isZero();
        assertThat(Files.readString(image.tmp().resolve("aot.log"))).contains("Using AOT-linked classes: true");
        Run unused =
                command(List.of("-XX:-UseSerialGC", "-XX:+UseZGC", "-XX:-UseCompressedOops"), "profile", "--defaults");
        assertThat(unused.code()).as(unused.err()).isZero();
        assertThat(unused.out()).as("nothing of the JVM's in the output").isEqualTo(used.out());
    }

    @Test
    void commandsRunInItWithTheirExitCodes() throws Exception {
        Run trial = command(List.of(), "try");
        assertThat(trial.code()).as(trial.out() + trial.err()).isZero();
        assertThat(trial.out()).contains("every one as designed");
        Files.writeString(image.tmp().resolve("typo.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: a, labels: {alluxio.io/inject: "true"}, annotations: {alluxio.io/feature: fuse}}
                spec: {containers: [{name: app, image: "app:1"}]}
                """);
        assertThat(command(List.of(), "inject", "-f", "/tmp/typo.yaml").code()).isEqualTo(1);
        assertThat(command(List.of(), "validate", "-f", "/tmp/absent.yaml").code())
                .isEqualTo(2);
        Run cluster = command(List.of(), "try", "--cluster");
        assertThat(cluster.code()).isEqualTo(3);
        assertThat(cluster.err()).contains("checkout");
        Files.writeString(
                image.tmp().resolve("worker.yaml"),
                Files.readString(
                        Path.of(System.getProperty("project.root", ".."), "deploy/examples/alluxio/worker.yaml")));
        for (String format : List.of("text", "json", "sarif", "junit")) {
            Run verdict = command(List.of(), "validate", "--output", format, "-f", "/tmp/worker.yaml");
            assertThat(verdict.code()).as(verdict.out() + verdict.err()).isZero();
        }
    }

    @Test
    void servesAndLeavesWithZeroOnSigterm() throws Exception {
        Path log = image.tmp().resolve("serve.log");
        Process server = image.run(
                        List.of(),
                        "serve",
                        "--self-signed",
                        "/tmp/ca",
                        "--port",
                        "0",
                        "--management-port",
                        "0",
                        "--drain-delay",
                        "1")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            Matcher ports = ports(server, log);
            HttpResponse<String> ready = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.group(2) + "/readyz"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            assertThat(mutated(ports.group(1))).contains("\"allowed\":true").contains("JSONPatch");
            server.destroy();
            assertThat(server.waitFor()).as(Files.readString(log)).isZero();
        } finally {
            server.destroyForcibly();
        }
    }

    private String mutated(String port) throws Exception {
        String review = """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE",
                "namespace":"lab","kind":{"group":"","version":"v1","kind":"Pod"},
                "resource":{"group":"","version":"v1","resource":"pods"},"object":{"apiVersion":"v1","kind":"Pod",
                "metadata":{"name":"a","labels":{"alluxio.io/inject":"true"}},
                "spec":{"containers":[{"name":"app","image":"app:1"}]}}}}
                """;
        String authority = Files.readString(image.tmp().resolve("ca/ca.crt"));
        try (HttpClient client = alluxio.admission.app.demo.TrustingClient.of(authority)) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/mutate"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(review))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static Matcher ports(Process server, Path log) throws IOException {
        while (server.isAlive()) {
            Matcher ports = PORTS.matcher(Files.readString(log));
            if (ports.find()) {
                return ports;
            }
            Waiting.pause();
        }
        throw new AssertionError("the server does not start:\n" + Files.readString(log));
    }

    private record Run(int code, String out, String err) {}

    private Run command(List<String> flags, String... arguments) throws IOException, InterruptedException {
        Path err = image.tmp().resolveSibling("stderr");
        Process process =
                image.run(flags, arguments).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(err));
    }
}
