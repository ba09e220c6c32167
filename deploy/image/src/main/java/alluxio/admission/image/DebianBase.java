package alluxio.admission.image;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.Folders;
import alluxio.admission.testcluster.node.DebianPackages;
import alluxio.admission.testcluster.node.ImageArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A base image for where no registry can be reached, made of Debian packages that are installed on this machine: what
 * a Java runtime needs, and no more. It has no shell and no package manager; scanners find what it is made of where
 * distroless images have it.
 */
final class DebianBase {
    /** The C library; what it loads when a thread is ended; and for runtimes that do not bring a zlib of their own. */
    static final List<String> PACKAGES = List.of("libc6", "libgcc-s1", "zlib1g");

    /** All but the licences; and conversions between character sets, which Java does itself. */
    private static final Pattern NOT_NEEDED =
            Pattern.compile("/usr/share/doc/.*(?<!/copyright)|/usr/share/(man|lintian|locale)/.*|.*/gconv/.*");

    private DebianBase() {}

    /** Returns an archive as {@code docker save} writes it. */
    static Path make(Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        DebianPackages.extract(PACKAGES, NOT_NEEDED, root);
        for (String mountPoint : List.of("dev", "etc", "proc", "sys", "tmp", "var/lib/dpkg/status.d")) {
            Files.createDirectories(root.resolve(mountPoint));
        }
        Command.run(List.of("chmod", "1777", root.resolve("tmp").toString()));
        users(root);
        Files.copy(Path.of("/etc/os-release").toRealPath(), root.resolve("etc/os-release"));
        for (String name : PACKAGES) {
            Files.writeString(
                    root.resolve("var/lib/dpkg/status.d").resolve(name),
                    Command.run(List.of("dpkg-query", "-s", name)));
        }
        Path layer = ImageArchive.layer(root, 0, folder.resolve("layer.tar"));
        Path archive = new ImageArchive("debian-base", List.of(layer), List.of(), Map.of())
                .write(folder.resolve("base.tar"), folder);
        Folders.delete(root);
        return archive;
    }

    private static void users(Path root) throws IOException {
        Files.writeString(root.resolve("etc/passwd"), """
                root:x:0:0:root:/:/sbin/nologin
                nonroot:x:%1$d:%1$d:nonroot:/tmp:/sbin/nologin
                """.formatted(Layout.USER));
        Files.writeString(root.resolve("etc/group"), "root:x:0:\nnonroot:x:%d:\n".formatted(Layout.USER));
        Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
    }
}
