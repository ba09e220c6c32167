package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Folders;
import alluxio.admission.testcluster.TestClusterException;
import alluxio.admission.testcluster.image.DebianBase;
import alluxio.admission.testcluster.image.DebianBase.Account;
import alluxio.admission.testcluster.image.ImageArchive;
import alluxio.admission.testcluster.image.SharedLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An image of Python and PyTorch, made of Debian's packages: {@code python3-torch}, 600 MB with all that it is linked with. */
public final class PytorchImage {

    public static final String REFERENCE = "docker.io/local/pytorch:1.13.1";

    private static final String PYTHON = "python3.11";

    private static final DebianBase DEBIAN = new DebianBase(
            List.of(
                    "libc6",
                    "libc-bin",
                    "busybox-static",
                    PYTHON + "-minimal",
                    "lib" + PYTHON + "-minimal",
                    "lib" + PYTHON + "-stdlib",
                    "libtorch1.13",
                    "python3-torch",
                    "python3-numpy",
                    "python3-typing-extensions"),
            Pattern.compile(
                    "/usr/share/.*|/etc/(init\\.d|skel)/.*|.*/(include|tests)/.*|/usr/lib/python3/dist-packages/torch/test/.*"),
            List.of("dev", "etc", "proc", "root", "sys", "var", "mnt"),
            List.of(new Account("root", 0, "/root", "/bin/sh"), new Account("app", 1000, "/tmp", "/bin/sh")));

    private PytorchImage() {}

    /** Makes it and gives it to the node, which takes about ten seconds. */
    public static void importInto(Node node) {
        try {
            Path work = Files.createTempDirectory("alluxio-admission-pytorch-");
            try {
                Path root = Files.createDirectories(work.resolve("root"));
                DEBIAN.install(root);
                for (String link : List.of("python", "python3")) {
                    Files.createSymbolicLink(root.resolve("usr/bin").resolve(link), Path.of(PYTHON));
                }
                Files.createSymbolicLink(root.resolve("usr/bin/sh"), Path.of("busybox"));
                SharedLibraries.complete(root);
                List<Path> layers = List.of(ImageArchive.layer(root, 0, work.resolve("root.tar")));
                Map<String, String> mark = Map.of(
                        "org.opencontainers.image.description",
                        "Made by alluxio-admission's tests from Debian's packages; not an official image");
                node.importImage(new ImageArchive(REFERENCE, layers, "", List.of(), mark)
                        .write(work.resolve("pytorch-image.tar"), work));
            } finally {
                Folders.delete(work);
            }
        } catch (IOException e) {
            throw new TestClusterException("Cannot make the image of PyTorch: " + e, e);
        }
    }
}
