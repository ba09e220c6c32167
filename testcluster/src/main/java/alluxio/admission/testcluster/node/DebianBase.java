package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.TestClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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
            Path list = Files.writeString(root.resolveSibling("files"), String.join("\n", files()) + "\n");
            Path archive = root.resolveSibling("files.tar");
            Command.run(List.of("tar", "-C", "/", "-cf", archive.toString(), "-T", list.toString()));
            Command.run(List.of("tar", "--keep-directory-symlink", "-C", root.toString(), "-xf", archive.toString()));
            Files.delete(archive);
            Files.delete(list);
            commands(root);
        } catch (IOException e) {
            throw new TestClusterException("Cannot put Debian's files into " + root + ": " + e, e);
        }
    }

    private static void skeleton(Path root) throws IOException {
        for (String folder : List.of("dev", "etc", "opt", "proc", "root", "sys", "tmp", "var", "mnt")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (String merged : List.of("bin", "sbin", "lib", "lib64")) {
            Files.createDirectories(root.resolve("usr").resolve(merged));
            Files.createSymbolicLink(root.resolve(merged), Path.of("usr", merged));
        }
        Files.setPosixFilePermissions(root.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(root.resolve("etc/passwd"), """
                root:x:0:0:root:/root:/bin/sh
                alluxio:x:1000:1000:alluxio:/opt/alluxio:/bin/sh
                """);
        Files.writeString(root.resolve("etc/group"), "root:x:0:\nalluxio:x:1000:\n");
        Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
    }

    private static List<String> files() {
        List<String> command = new ArrayList<>(List.of("dpkg-query", "--listfiles"));
        command.addAll(PACKAGES);
        Command.Result result = Command.attempt(command);
        if (result.code() != 0) {
            throw new TestClusterException(
                    "Images for the node are made of Debian packages, and not all are installed:\n"
                            + result.output().strip() + "\nInstall them: apt-get install "
                            + String.join(" ", PACKAGES));
        }
        return result.output()
                .lines()
                .filter(line ->
                        line.startsWith("/") && !NOT_NEEDED.matcher(line).matches())
                .filter(line -> Files.isSymbolicLink(Path.of(line)) || Files.isRegularFile(Path.of(line)))
                .map(line -> line.substring(1))
                .distinct()
                .toList();
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
