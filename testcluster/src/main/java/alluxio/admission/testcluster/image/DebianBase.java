package alluxio.admission.testcluster.image;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.TestClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The lowest layer of an image: files of Debian packages that are installed on this machine, so that no registry is
 * needed, and the few files without which a C library does not know its users and hosts.
 *
 * @param packages by name
 * @param leftOut files of the packages that are not needed, by their whole path
 * @param folders that must exist besides, such as mount points, relative to the root; tmp is always there
 * @param accounts of /etc/passwd, each with a group of its own
 */
public record DebianBase(List<String> packages, Pattern leftOut, List<String> folders, List<Account> accounts) {

    /** A line of /etc/passwd. User id and group id are the same. */
    public record Account(String name, int id, String home, String shell) {
        private String passwd() {
            return name + ":x:" + id + ":" + id + ":" + name + ":" + home + ":" + shell + "\n";
        }

        private String group() {
            return name + ":x:" + id + ":\n";
        }
    }

    /**
     * Fills a folder, which must be empty; a file beside it is used on the way.
     *
     * @throws TestClusterException when a package is not installed, or a file cannot be written
     */
    public void install(Path root) {
        try {
            mergedFolders(root);
            copy(root);
            for (String folder : folders) {
                Files.createDirectories(root.resolve(folder));
            }
            Path tmp = Files.createDirectories(root.resolve("tmp"));
            Command.run(List.of("chmod", "1777", tmp.toString()));
            configuration(Files.createDirectories(root.resolve("etc")));
        } catch (IOException e) {
            throw new TestClusterException("Cannot put Debian's files into " + root + ": " + e, e);
        }
    }

    /** The links that every Debian has in its root. */
    private static void mergedFolders(Path root) throws IOException {
        for (String merged : List.of("bin", "sbin", "lib", "lib64")) {
            Files.createDirectories(root.resolve("usr").resolve(merged));
            Files.createSymbolicLink(root.resolve(merged), Path.of("usr", merged));
        }
    }

    private void copy(Path root) throws IOException {
        Path list = Files.writeString(root.resolveSibling("files"), String.join("\n", files()) + "\n");
        Path archive = root.resolveSibling("files.tar");
        Command.run(List.of("tar", "-C", "/", "-cf", archive.toString(), "-T", list.toString()));
        Command.run(List.of("tar", "--keep-directory-symlink", "-C", root.toString(), "-xf", archive.toString()));
        Files.delete(archive);
        Files.delete(list);
    }

    private List<String> files() {
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

    private void configuration(Path etc) throws IOException {
        Files.writeString(
                etc.resolve("passwd"), accounts.stream().map(Account::passwd).collect(Collectors.joining()));
        Files.writeString(
                etc.resolve("group"), accounts.stream().map(Account::group).collect(Collectors.joining()));
        Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
    }
}
