package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.sidecarProfile;
import static alluxio.admission.injector.Fixtures.tiersProfile;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Feature;
import alluxio.admission.model.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whole pods, before and after. To change what comes after, run with GOLDEN_UPDATE=1 in the environment and review the
 * difference.
 */
@DisplayName("As its golden file has it:")
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    /** @param pod the name of its file, without {@code .before.json} */
    record Case(String name, String pod, Profile profile) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                sidecar("sidecar-2.1", "alluxio/alluxio-fuse:2.1.2", "fuse"),
                sidecar("sidecar-2.3", "alluxio/alluxio-fuse:2.3.0", "alluxio-fuse"),
                sidecar("sidecar-2.4", "alluxio/alluxio-fuse:2.4.1-2", "fuse"),
                sidecar("sidecar-2.7", "alluxio/alluxio:2.7.4", "fuse"),
                sidecar("sidecar-2.10", "alluxio/alluxio:2.10.0-SNAPSHOT", "fuse"),
                new Case("tiers", "tiers", tiersProfile("/mnt/ramdisk", "/mnt/Fast_1")),
                new Case("hdfs", "hdfs", Fixtures.everything(java.util.Set.of(Feature.HDFS))));
    }

    private static Case sidecar(String name, String image, String directory) {
        return new Case(name, "sidecar", sidecarProfile(image, directory, Feature.FUSE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("a pod is what it was, and what its feature adds; and once more nothing")
    void golden(Case test) throws IOException {
        ObjectNode before =
                (ObjectNode) Fixtures.JSON.readTree(Files.readString(FOLDER.resolve(test.pod() + ".before.json")));
        Injector injector = injector(test.profile());
        ObjectNode after = inject(injector, before);
        Path file = FOLDER.resolve(test.name() + ".after.json");
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(file, after.toPrettyString() + "\n");
        }
        assertThat(after.toPrettyString() + "\n").isEqualTo(Files.readString(file));
        assertThat(injected(injector, after).patch()).isEqualTo(JsonPatch.EMPTY);
    }
}
