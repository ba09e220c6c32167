package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.TestClusterException;
import alluxio.admission.testcluster.image.DebianBase;
import alluxio.admission.testcluster.image.DebianBase.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lowest layer of the images that run on a node: a Java 17 runtime, FUSE, a shell with busybox's commands, and the
 * user alluxio (1000).
 */
final class AlluxioBaseLayer {

    private static final DebianBase DEBIAN = new DebianBase(
            List.of(
                    "libc6",
                    "libc-bin",
                    "libgcc-s1",
                    "libstdc++6",
                    "libtinfo6",
                    "zlib1g",
                    "bash",
                    "busybox-static",
                    "fuse",
                    "libfuse2",
                    "openjdk-17-jre-headless",
                    "tini"),
            Pattern.compile("/usr/share/(doc|man|lintian|locale|info|bug)/.*|/etc/(init\\.d|skel|fuse\\.conf).*"),
            List.of("dev", "etc", "opt", "proc", "root", "sys", "var", "mnt"),
            List.of(
                    new Account("root", 0, "/root", "/bin/sh"),
                    new Account("alluxio", AlluxioImages.ALLUXIO_USER, "/opt/alluxio", "/bin/sh")));

    private AlluxioBaseLayer() {}

    /** Fills a folder, which must be empty. */
    static void install(Path root) {
        DEBIAN.install(root);
        try {
            commands(root);
        } catch (IOException e) {
            throw new TestClusterException("Cannot link the commands of busybox and Java in " + root + ": " + e, e);
        }
    }

    /** The commands that busybox has and none of the packages, and java. */
    private static void commands(Path root) throws IOException {
        Path folder = root.resolve("usr/bin");
        for (String name : Command.run(List.of("busybox", "--list")).lines().toList()) {
            if (!Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(folder.resolve(name), Path.of("busybox"));
            }
        }
        try (var runtimes = Files.newDirectoryStream(root.resolve("usr/lib/jvm"), "java-17-openjdk-*")) {
            Path runtime = runtimes.iterator().next().getFileName();
            Files.createSymbolicLink(
                    folder.resolve("java"),
                    Path.of("/usr/lib/jvm").resolve(runtime).resolve("bin/java"));
        }
    }
}
