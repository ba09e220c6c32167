package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.TestClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Debian packages that are installed on this machine, as a source of files for images: no registry is needed. */
public final class DebianPackages {

    private DebianPackages() {}

    /**
     * Copies the packages' files below a folder, and makes the links that every Debian has in its root.
     *
     * @param leftOut of the files, by their whole path
     */
    public static void extract(List<String> packages, Pattern leftOut, Path root) {
        try {
            for (String merged : List.of("bin", "sbin", "lib", "lib64")) {
                Files.createDirectories(root.resolve("usr").resolve(merged));
                Files.createSymbolicLink(root.resolve(merged), Path.of("usr", merged));
            }
            Path list =
                    Files.writeString(root.resolveSibling("files"), String.join("\n", files(packages, leftOut)) + "\n");
            Path archive = root.resolveSibling("files.tar");
            Command.run(List.of("tar", "-C", "/", "-cf", archive.toString(), "-T", list.toString()));
            Command.run(List.of("tar", "--keep-directory-symlink", "-C", root.toString(), "-xf", archive.toString()));
            Files.delete(archive);
            Files.delete(list);
        } catch (IOException e) {
            throw new TestClusterException("Cannot put Debian's files into " + root + ": " + e, e);
        }
    }

    private static List<String> files(List<String> packages, Pattern leftOut) {
        List<String> command = new ArrayList<>(List.of("dpkg-query", "--listfiles"));
        command.addAll(packages);
        Command.Result result = Command.attempt(command);
        if (result.code() != 0) {
            throw new TestClusterException("An image is made of Debian packages, and not all are installed:\n"
                    + result.output().strip() + "\nInstall them: apt-get install " + String.join(" ", packages));
        }
        return result.output()
                .lines()
                .filter(line -> line.startsWith("/") && !leftOut.matcher(line).matches())
                .filter(line -> Files.isSymbolicLink(Path.of(line)) || Files.isRegularFile(Path.of(line)))
                .map(line -> line.substring(1))
                .distinct()
                .toList();
    }
}
