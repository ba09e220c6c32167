package alluxio.admission.app.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import alluxio.admission.app.config.AdmissionConfigurationReader;
import alluxio.admission.app.config.ConfigurationResult;
import alluxio.admission.app.config.ConfigurationWriter;
import alluxio.admission.discovery.CompletedConfiguration;
import alluxio.admission.discovery.ConfigurationCompletion;
import alluxio.admission.discovery.Discovery;
import alluxio.admission.discovery.ObjectOrigin;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * The official manifests of the folder {@code manifests.dir}: the profile that is discovered in each installation is the one in
 * {@code discovered/}, which was written by hand from reading the manifests.
 */
@DisplayName("In official manifests")
class OfficialProfilesTest {
    private static final String MANIFESTS = "manifests.dir";
    private static final Path EXPECTED = Path.of("test/resources/discovered");
    private static final DiscoverySettings SETTINGS =
            new DiscoverySettings(List.of("alluxio"), DiscoverySettings.DEFAULT_HOST_PATHS, false);

    static Stream<String> installations() throws IOException {
        try (Stream<Path> files = Files.list(EXPECTED)) {
            List<String> names = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    @DisplayName("the profile is found that a person writes who reads them")
    void asWrittenByHand(String installation) throws IOException {
        Map<String, Profile> expected = read(Files.readString(EXPECTED.resolve(installation + ".yaml")));
        assertThat(discovered(objects(installation)).configuration().profiles()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("installations")
    @DisplayName("what is found reads back from what is written, whatever the order of the objects")
    void readBackInAnyOrder(String installation) throws IOException {
        List<ObjectNode> objects = new ArrayList<>(objects(installation));
        CompletedConfiguration first = discovered(objects);
        String text = new ConfigurationWriter().write(first);
        assertThat(read(text)).isEqualTo(first.configuration().profiles());
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(objects, new Random(seed));
            assertThat(new ConfigurationWriter().write(discovered(objects))).isEqualTo(text);
        }
    }

    @Test
    @DisplayName("no installation is left out of this test")
    void allAreThere() throws IOException {
        needsManifests();
        List<String> releases;
        try (Stream<Path> folders = Files.list(root())) {
            releases = folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
        List<String> known = installations().toList();
        assertThat(releases).allSatisfy(release -> assertThat(known).anyMatch(name -> name.startsWith(release + "-")));
    }

    private static void needsManifests() {
        assumeTrue(System.getProperty(MANIFESTS) != null, "no folder of manifests was given by -D" + MANIFESTS);
        assumeTrue(!System.getProperty(MANIFESTS).isEmpty(), "no folder of manifests was given by -D" + MANIFESTS);
    }

    private static Path root() {
        return Path.of(System.getProperty(MANIFESTS)).resolve("alluxio");
    }

    /** A folder of rendered charts has one installation in each folder; one of templates has several, told apart by names. */
    private static List<ObjectNode> objects(String installation) throws IOException {
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

    private static CompletedConfiguration discovered(List<ObjectNode> objects) {
        WrittenConfiguration nothing = new WrittenConfiguration(
                new AdmissionConfiguration(
                        "", Map.of(), AdmissionConfiguration.defaults().injection()),
                Map.of(),
                SETTINGS);
        return ConfigurationCompletion.complete(
                nothing,
                new Discovery(SETTINGS, ObjectOrigin.MANIFESTS).discover(new ManifestView(objects, "alluxio")));
    }

    private static Map<String, Profile> read(String text) {
        return switch (new AdmissionConfigurationReader().read(text, "discovered.yaml")) {
            case ConfigurationResult.Loaded loaded ->
                loaded.written().configuration().profiles();
            case ConfigurationResult.Rejected rejected -> throw new AssertionError(text + rejected.errors());
        };
    }
}
