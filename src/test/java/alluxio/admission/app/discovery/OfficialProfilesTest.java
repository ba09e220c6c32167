package alluxio.admission.app.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.AdmissionConfigurationReader;
import alluxio.admission.app.config.ConfigurationResult;
import alluxio.admission.app.config.ConfigurationWriter;
import alluxio.admission.discovery.CompletedConfiguration;
import alluxio.admission.discovery.ConfigurationCompletion;
import alluxio.admission.discovery.Discovery;
import alluxio.admission.discovery.ObjectOrigin;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.io.IOException;
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
    private static final DiscoverySettings SETTINGS =
            new DiscoverySettings(List.of("alluxio"), DiscoverySettings.DEFAULT_HOST_PATHS, false);

    @ParameterizedTest
    @MethodSource("alluxio.admission.app.discovery.OfficialInstallations#installations")
    @DisplayName("the profile is found that a person writes who reads them")
    void asWrittenByHand(String installation) throws IOException {
        Map<String, Profile> expected = read(OfficialInstallations.expected(installation));
        assertThat(discovered(OfficialInstallations.objects(installation))
                        .configuration()
                        .profiles())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("alluxio.admission.app.discovery.OfficialInstallations#installations")
    @DisplayName("what is found reads back from what is written, whatever the order of the objects")
    void readBackInAnyOrder(String installation) throws IOException {
        List<ObjectNode> objects = new ArrayList<>(OfficialInstallations.objects(installation));
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
        OfficialInstallations.needsManifests();
        List<String> releases;
        try (Stream<Path> folders = Files.list(OfficialInstallations.root())) {
            releases = folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
        List<String> known = OfficialInstallations.installations().toList();
        assertThat(releases).allSatisfy(release -> assertThat(known).anyMatch(name -> name.startsWith(release + "-")));
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
