package alluxio.admission.testcluster.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.TestClusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theSameContentGivesTheSameArchive() throws Exception {
        Path first = archive(folder.resolve("first"));
        Path second = archive(folder.resolve("second"));
        assertThat(first).hasSameBinaryContentAs(second);
    }

    @Test
    void layersAreNamedAndListedByTheirDigest() throws Exception {
        Path archive = archive(folder.resolve("image"));
        String layer = Command.run(
                        List.of("sha256sum", folder.resolve("image/layer.tar").toString()))
                .split(" ")[0];
        assertThat(Command.run(List.of("tar", "-tf", archive.toString())))
                .contains("config.json", "manifest.json", layer + ".tar");
        assertThat(Command.run(List.of("tar", "-xOf", archive.toString(), "config.json")))
                .contains("\"User\":\"1000\"")
                .contains("\"diff_ids\":[\"sha256:" + layer + "\"]", "\"Entrypoint\":[\"/bin/run\",\"a \\\"b\\\"\"]");
        assertThat(Command.run(List.of("tar", "-xOf", archive.toString(), "manifest.json")))
                .contains("\"RepoTags\":[\"local/test:1\"]", "\"Layers\":[\"" + layer + ".tar\"]");
    }

    @Test
    void linksAndOwnersAreKept() throws Exception {
        archive(folder.resolve("image"));
        assertThat(Command.run(List.of(
                        "tar",
                        "--numeric-owner",
                        "-tvf",
                        folder.resolve("image/layer.tar").toString())))
                .contains("link -> file", " 1000/1000 ");
    }

    @Test
    void aCommandThatFailsIsShownWithWhatItSaid() {
        assertThatThrownBy(() -> ImageArchive.layer(folder.resolve("missing"), 0, folder.resolve("layer.tar")))
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("exit code 2");
    }

    private static Path archive(Path work) throws Exception {
        Path root = Files.createDirectories(work.resolve("root"));
        Files.writeString(root.resolve("file"), "content");
        Files.createSymbolicLink(root.resolve("link"), Path.of("file"));
        Path layer = ImageArchive.layer(root, 1000, work.resolve("layer.tar"));
        return new ImageArchive(
                        "local/test:1", List.of(layer), "1000", List.of("/bin/run", "a \"b\""), Map.of("made", "here"))
                .write(work.resolve("image.tar"), work);
    }
}
