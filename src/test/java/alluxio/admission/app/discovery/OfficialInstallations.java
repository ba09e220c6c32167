package alluxio.admission.app.discovery;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.yaml.KubeYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The installations in the folder {@code manifests.dir}, each with the profile that was written by hand for it. */
public final class OfficialInstallations {
    private static final String MANIFESTS = "manifests.dir";
    private static final Path EXPECTED = Path.of("test/resources/discovered");

    private OfficialInstallations() {}

    /** Their names. */
    public static Stream<String> installations() throws IOException {
        try (Stream<Path> files = Files.list(EXPECTED)) {
            List<String> names = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
            return names.stream();
        }
    }

    /** The configuration that a person writes who reads the manifests. */
    public static String expected(String installation) throws IOException {
        return Files.readString(EXPECTED.resolve(installation + ".yaml"));
    }

    static void needsManifests() {
        assumeTrue(System.getProperty(MANIFESTS) != null, "no folder of manifests was given by -D" + MANIFESTS);
        assumeTrue(!System.getProperty(MANIFESTS).isEmpty(), "no folder of manifests was given by -D" + MANIFESTS);
    }

    static Path root() {
        return Path.of(System.getProperty(MANIFESTS)).resolve("alluxio");
    }

    /** A folder of rendered charts has one installation in each folder; one of templates has several, told apart by names. */
    public static List<ObjectNode> objects(String installation) throws IOException {
        needsManifests();
        int dash = installation.lastIndexOf('-');
        if (installation.endsWith("Journal")) {
            dash = installation.lastIndexOf('-', dash - 1);
        }
        Path release = root().resolve(installation.substring(0, dash));
        String variant = installation.substring(dash + 1);
        return Files.isDirectory(release.resolve(variant))
                ? read(release.resolve(variant), "")
                : ofTemplates(release, variant);
    }

    /** With the FUSE daemon, and the worker that the INDEX says is the same as that of the others. */
    private static List<ObjectNode> ofTemplates(Path release, String variant) throws IOException {
        List<ObjectNode> objects = new ArrayList<>(read(release, variant + "_"));
        objects.addAll(read(release, "alluxio-fuse.yaml"));
        if (objects.stream().noneMatch(o -> o.at("/metadata/name").asString().equals("alluxio-worker"))) {
            objects.addAll(read(release, "singleMaster-localJournal_worker_"));
        }
        return objects;
    }

    private static List<ObjectNode> read(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .flatMap(file -> new KubeYaml().read(text(file), file.toString()).stream())
                    .flatMap(document -> ManifestPod.objects(document.content()))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
