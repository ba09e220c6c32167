package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.TestClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lowest layer of our images: the files of Debian packages that are installed on this machine, so that no registry
 * is needed. It has a Java 17 runtime, FUSE, a shell with busybox's commands, and a user alluxio (1000).
 */
final class DebianBase {

    private static final List<String> PACKAGES = List.of(
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
            "tini");

    private static final Pattern NOT_NEEDED =
            Pattern.compile("/usr/share/(doc|man|lintian|locale|info|bug)/.*|/etc/(init\\.d|skel|fuse\\.conf).*");

    private DebianBase() {}

    /** Fills a folder, which must be empty. */
    static void install(Path root) {
        try {
            skeleton(root);
            DebianPackages.extract(PACKAGES, NOT_NEEDED, root);
            commands(root);
        } catch (IOException e) {
            throw new TestClusterException("Cannot put Debian's files into " + root + ": " + e, e);
        }
    }

    private static void skeleton(Path root) throws IOException {
        for (String folder : List.of("dev", "etc", "opt", "proc", "root", "sys", "tmp", "var", "mnt")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.setPosixFilePermissions(root.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(root.resolve("etc/passwd"), """
                root:x:0:0:root:/root:/bin/sh
                alluxio:x:1000:1000:alluxio:/opt/alluxio:/bin/sh
                """);
        Files.writeString(root.resolve("etc/group"), "root:x:0:\nalluxio:x:1000:\n");
        Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
    }

    /** The commands that busybox has and no package of ours, and java. */
    private static void commands(Path root) throws IOException {
        Path folder = root.resolve("usr/bin");
        for (String name : Command.run(List.of("busybox", "--list")).lines().toList()) {
            if (!Files.exists(folder.resolve(name), java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
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
