package alluxio.admission.testcluster.image;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.Folders;
import alluxio.admission.testcluster.Sha256;
import alluxio.admission.testcluster.TestClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A container image in the format of {@code docker save}: a configuration, a manifest, and one tar for each layer. It is
 * made with tar(1), which keeps what Java's file API and Jib do not: symbolic links and owners.
 *
 * @param reference such as {@code docker.io/local/app:1}
 * @param layers tar files, the lowest first
 * @param user that containers run as, unless their pod says otherwise; empty: root
 * @param entrypoint program and arguments; empty: pods must give a command
 * @param labels of the image
 */
public record ImageArchive(
        String reference, List<Path> layers, String user, List<String> entrypoint, Map<String, String> labels) {

    private static final String PATH = "PATH=/opt/alluxio/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** Packs a folder, owned by one user, with all times zero so that the same content gives the same layer. */
    public static Path layer(Path folder, int owner, Path file) {
        return pack(folder, owner, file, List.of(), List.of("."));
    }

    /** Writes the archive, with temporary files in the folder. */
    public Path write(Path file, Path folder) {
        try {
            Files.createDirectories(folder);
            Path content = Files.createTempDirectory(folder, "image-");
            List<String> digests = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (Path layer : layers) {
                String digest = Sha256.of(layer);
                String name = digest + ".tar";
                digests.add(quoted("sha256:" + digest));
                names.add(name);
                Files.createSymbolicLink(content.resolve(name), layer.toAbsolutePath());
            }
            Files.writeString(content.resolve("config.json"), configuration(digests));
            Files.writeString(content.resolve("manifest.json"), manifest(names));
            List<String> members = new ArrayList<>(names);
            members.addAll(List.of("config.json", "manifest.json"));
            // By their names: Jib takes "./" for an attempt to get out of the folder.
            pack(content, 0, file, List.of("--dereference"), members);
            Folders.delete(content);
            return file;
        } catch (IOException e) {
            throw new TestClusterException("Cannot write the image " + reference + " to " + file + ": " + e, e);
        }
    }

    private static Path pack(Path folder, int owner, Path file, List<String> options, List<String> members) {
        List<String> command = new ArrayList<>(List.of("tar"));
        command.addAll(options);
        command.addAll(List.of("--sort=name", "--mtime=@0", "--numeric-owner", "--owner=" + owner, "--group=" + owner));
        command.addAll(List.of("-C", folder.toString(), "-cf", file.toString()));
        command.addAll(members);
        Command.run(command);
        return file;
    }

    private String configuration(List<String> digests) {
        String marks = labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> quoted(e.getKey()) + ":" + quoted(e.getValue()))
                .collect(Collectors.joining(","));
        return """
                {"architecture":"%s","os":"linux",
                "config":{"User":%s,"Env":[%s],"Entrypoint":[%s],"Labels":{%s}},
                "rootfs":{"type":"layers","diff_ids":[%s]}}
                """.formatted(
                        architecture(),
                        quoted(user),
                        quoted(PATH),
                        entrypoint.stream().map(ImageArchive::quoted).collect(Collectors.joining(",")),
                        marks,
                        String.join(",", digests));
    }

    private String manifest(List<String> names) {
        return "[{\"Config\":\"config.json\",\"RepoTags\":[" + quoted(reference) + "],\"Layers\":["
                + names.stream().map(ImageArchive::quoted).collect(Collectors.joining(",")) + "]}]\n";
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm64" : name;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
