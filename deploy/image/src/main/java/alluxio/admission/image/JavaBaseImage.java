package alluxio.admission.image;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.Folders;
import alluxio.admission.testcluster.image.DebianBase;
import alluxio.admission.testcluster.image.DebianBase.Account;
import alluxio.admission.testcluster.image.ImageArchive;
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
final class JavaBaseImage {
    /** The C library; what it loads when a thread is ended; and for runtimes that do not bring a zlib of their own. */
    static final List<String> PACKAGES = List.of("libc6", "libgcc-s1", "zlib1g");

    private static final String PACKAGE_LIST = "var/lib/dpkg/status.d";

    /** Without anything but the licences; and without conversions between character sets, which Java does itself. */
    private static final DebianBase DEBIAN = new DebianBase(
            PACKAGES,
            Pattern.compile("/usr/share/doc/.*(?<!/copyright)|/usr/share/(man|lintian|locale)/.*|.*/gconv/.*"),
            List.of("dev", "etc", "proc", "sys", PACKAGE_LIST),
            List.of(
                    new Account("root", 0, "/", "/sbin/nologin"),
                    new Account("nonroot", ImageLayout.USER, "/tmp", "/sbin/nologin")));

    private JavaBaseImage() {}

    /** Returns an archive as {@code docker save} writes it. */
    static Path make(Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        DEBIAN.install(root);
        Files.copy(Path.of("/etc/os-release").toRealPath(), root.resolve("etc/os-release"));
        for (String name : PACKAGES) {
            Files.writeString(root.resolve(PACKAGE_LIST).resolve(name), Command.run(List.of("dpkg-query", "-s", name)));
        }
        Path layer = ImageArchive.layer(root, 0, folder.resolve("layer.tar"));
        Path archive = new ImageArchive("debian-base", List.of(layer), "", List.of(), Map.of())
                .write(folder.resolve("base.tar"), folder);
        Folders.delete(root);
        return archive;
    }
}
