package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.TestClusterException;
import alluxio.admission.testcluster.image.ImageArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The image whose only process keeps a pod's namespaces: a static busybox that sleeps. */
final class PauseImage {

    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private PauseImage() {}

    static Path archive(NodeFolder folder) {
        Path work = folder.file("pause");
        Path root = work.resolve("root");
        try {
            if (!Files.isExecutable(BUSYBOX)) {
                throw new TestClusterException(BUSYBOX + " is missing (Debian package busybox-static)");
            }
            Files.createDirectories(root.resolve("bin"));
            Files.copy(BUSYBOX, root.resolve("bin/busybox"));
        } catch (IOException e) {
            throw new TestClusterException("Cannot make the pause image: " + e, e);
        }
        Path layer = ImageArchive.layer(root, 0, work.resolve("layer.tar"));
        return new ImageArchive(
                        NodeConfiguration.PAUSE_IMAGE,
                        List.of(layer),
                        "",
                        List.of("/bin/busybox", "sleep", "2147483647"),
                        Map.of())
                .write(work.resolve("pause.tar"), work);
    }
}
