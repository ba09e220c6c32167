package alluxio.admission.testcluster.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The smallest image with a shell. */
public final class TestImage {

    public static final String REFERENCE = "docker.io/local/busybox:1";

    private TestImage() {}

    public static Path archive(Path folder) throws IOException {
        Path root = folder.resolve("root");
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("tmp"));
        Files.copy(Path.of("/bin/busybox"), root.resolve("bin/busybox"));
        Files.createSymbolicLink(root.resolve("bin/sh"), Path.of("busybox"));
        Path layer = ImageArchive.layer(root, 1234, folder.resolve("layer.tar"));
        return new ImageArchive(REFERENCE, List.of(layer), "", List.of(), Map.of())
                .write(folder.resolve("image.tar"), folder);
    }
}
