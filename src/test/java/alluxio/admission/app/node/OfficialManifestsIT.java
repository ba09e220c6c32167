package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import alluxio.admission.testcluster.TestClusterException;
import alluxio.admission.testcluster.node.HostVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The folder of the system property {@code manifests.dir}, applied with kubectl one file after the other, each of its folders into a
 * namespace of its own. Only the images are others, which nobody can pull. To write the golden file anew, set GOLDEN_UPDATE=1.
 */
@OnNode
@Order(OperationsOrder.OFFICIAL_MANIFESTS)
@DisplayName("Official manifests, applied")
class OfficialManifestsIT {
    private static final String MANIFESTS = "manifests.dir";
    private static final Path GOLDEN = Path.of("test/resources/official/applied.txt");
    private static final String HEAD = """
            # What the webhook says of official manifests when they are applied to a cluster: file, verdict, rule, path.
            """;
    /** As kubectl and the API server pass on what the webhook says. */
    private static final Pattern WARNING = Pattern.compile("(?m)^Warning: ([a-z-]+ at [^:]+):");

    private static final Pattern REFUSAL = Pattern.compile("denied the request: (.*)");
    private static final Pattern ONE_REFUSAL = Pattern.compile("(?:^|\\(\\d+\\) )([a-z-]+ at [^:]+):");
    private static final Pattern ACCOUNT = Pattern.compile("(?m)^\\s*serviceAccount(?:Name)?: *\"?([a-z0-9.-]+)");
    private static final Pattern INVALID = Pattern.compile("(?m)^The [A-Za-z]+ \"[^\"]+\" is invalid:");
    private static final Pattern OF_THE_CLUSTER =
            Pattern.compile("(?m)^kind: (PersistentVolume|StorageClass|CSIDriver)\\s*$");

    private final AlluxioOnNode alluxio;

    OfficialManifestsIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
    }

    @BeforeEach
    void needsManifests() {
        assumeTrue(!System.getProperty(MANIFESTS, "").isBlank(), "no folder of manifests was given by -D" + MANIFESTS);
    }

    @Test
    @DisplayName("are refused and warned about as the golden file says, and their controllers' pods are never refused")
    void verdicts() throws IOException {
        Map<String, List<Path>> folders = folders();
        List<String> verdicts = new ArrayList<>();
        int files = 0;
        for (Map.Entry<String, List<Path>> folder : folders.entrySet()) {
            String namespace =
                    "official-" + folder.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            alluxio.namespace(namespace);
            for (Path file : folder.getValue()) {
                said(apply(namespace, file)).forEach(said -> verdicts.add(root().relativize(file) + " " + said));
                files++;
            }
            awaitPods(namespace);
            alluxio.node().client().namespaces().withName(namespace).delete();
        }
        System.out.println("official manifests: " + files + " files applied, " + verdicts.size() + " findings, "
                + verdicts.stream()
                        .filter(verdict -> verdict.contains(" denied "))
                        .count() + " of them refusals");
        verdicts.sort(null);
        String text = HEAD + String.join("\n", verdicts) + "\n";
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(GOLDEN, text);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    @DisplayName("those of 2.9.6 bring no warning when the findings were obeyed, and run")
    void repaired() throws IOException {
        String namespace = "repaired";
        String directory = "/tmp/alluxio-repaired";
        Path folder = Files.createDirectories(alluxio.folder().resolve("repaired"));
        Path official = root().resolve("alluxio/rendered-2.9.6/local");
        for (String name : List.of("config_alluxio-conf.yaml", "master_statefulset.yaml", "worker_daemonset.yaml")) {
            Files.copy(official.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Path kustomization =
                Manifests.write(folder, "repair.yaml", Map.of("NAMESPACE", namespace, "DIRECTORY", directory));
        Files.move(kustomization, folder.resolve("kustomization.yaml"), StandardCopyOption.REPLACE_EXISTING);
        Manifests.write(folder, "repair-service.yaml", Map.of());
        alluxio.namespace(namespace);
        alluxio.node().run(List.of("install", "-d", "-o", "1000", "-g", "1000", directory));
        HostVolume.offer(alluxio.node(), "official-journal", "1Gi", "ReadWriteOnce", 1000);
        String said = alluxio.node().kubectl("apply", "-k", folder.toString());
        assertThat(said).doesNotContain("Warning:");
        alluxio.awaitReady(namespace, "", 2);
        System.out.println("official manifests of 2.9.6, repaired: master and worker are ready, without a warning");
        alluxio.node().client().namespaces().withName(namespace).delete();
    }

    private static Path root() {
        return Path.of(System.getProperty(MANIFESTS));
    }

    /** A folder may have several Alluxios, which the part of the file's name before an underscore tells apart. */
    private static String variant(Path root, Path file) {
        return root.relativize(file).toString().replaceFirst("(_[^/]*)?\\.yaml$", "");
    }

    /** By the Alluxio that they belong to. */
    private static Map<String, List<Path>> folders() throws IOException {
        Path root = root();
        Map<String, List<Path>> folders = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .forEach(file -> folders.computeIfAbsent(variant(root, file), _ -> new ArrayList<>())
                            .add(file));
        }
        assertThat(folders).as("folders with manifests in " + root).isNotEmpty();
        return folders;
    }

    /** Storage of the cluster is left as it is: other tests' claims must not find it. */
    private String apply(String namespace, Path file) throws IOException {
        String text = Files.readString(file).replaceAll("(?m)^(\\s*(?:- )?image: *\"?)(\\S+)", "$1mirror.invalid/$2");
        ACCOUNT.matcher(text).results().forEach(account -> account(namespace, account.group(1)));
        Path ours = Files.writeString(alluxio.folder().resolve("official.yaml"), text);
        List<String> command =
                new ArrayList<>(List.of("apply", "-n", namespace, "--validate=warn", "-f", ours.toString()));
        if (OF_THE_CLUSTER.matcher(text).find()) {
            command.add("--dry-run=server");
        }
        try {
            return alluxio.node().kubectl(command.toArray(String[]::new));
        } catch (TestClusterException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Which not all of the folders have, and without which a controller can make no pod. */
    private void account(String namespace, String name) {
        alluxio.node()
                .client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    private static List<String> said(String output) {
        List<String> said = new ArrayList<>();
        WARNING.matcher(output).results().forEach(result -> said.add("warned " + result.group(1)));
        REFUSAL.matcher(output)
                .results()
                .flatMap(result -> ONE_REFUSAL.matcher(result.group(1)).results())
                .forEach(result -> said.add("denied " + result.group(1)));
        if (INVALID.matcher(output).find()) {
            said.add("invalid for the API server itself");
        }
        if (said.isEmpty() && !output.matches("(?s).*(created|configured|unchanged).*")) {
            throw new AssertionError("not understood: " + output);
        }
        return said.stream().sorted().toList();
    }

    /** Each controller has made a pod: none was refused. */
    private void awaitPods(String namespace) {
        var client = alluxio.node().client();
        Waiting.until(
                "every DaemonSet and StatefulSet of " + namespace + " has a pod",
                () -> Stream.concat(
                                client.apps().daemonSets().inNamespace(namespace).list().getItems().stream()
                                        .filter(set -> set.getStatus().getDesiredNumberScheduled() > 0),
                                client.apps().statefulSets().inNamespace(namespace).list().getItems().stream())
                        .map(set -> set.getMetadata().getName())
                        .filter(set -> pods(namespace).stream()
                                .noneMatch(pod -> pod.getMetadata()
                                        .getOwnerReferences()
                                        .getFirst()
                                        .getName()
                                        .equals(set)))
                        .toList(),
                List::isEmpty);
    }

    private List<Pod> pods(String namespace) {
        return alluxio.node().client().pods().inNamespace(namespace).list().getItems();
    }
}
