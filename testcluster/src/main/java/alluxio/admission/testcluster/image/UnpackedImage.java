package alluxio.admission.testcluster.image;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.TestClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image, unpacked from its archive as a container runtime does it: owners, times and modes are the image's. Programs can be
 * run in it as in a container: as the application's user, with a root file system that is read-only but for /tmp.
 *
 * @param config of the image
 * @param tmp the folder that is /tmp in it
 */
public record UnpackedImage(JsonNode manifest, JsonNode config, Path root, Path tmp) {
    /** Where the build puts the application's. */
    public static final Path ARCHIVE =
            Path.of(System.getProperty("project.root", ".."), "deploy/image/target/alluxio-admission-image.tar");

    /** Before there is one. */
    public static final UnpackedImage NONE = new UnpackedImage(
            JsonMapper.shared().nullNode(), JsonMapper.shared().nullNode(), Path.of(""), Path.of(""));

    /** The user that distroless images call nonroot. */
    public static final int NONROOT = 65_532;

    private static final List<String> MOUNT_POINTS = List.of("dev", "proc", "sys", "tmp");

    /** The application's, as the build has made it. */
    public static UnpackedImage into(Path folder) throws IOException {
        return from(ARCHIVE, folder);
    }

    /**
     * @param archive as {@code docker save} writes it
     * @param folder without anything in it; gets the folders layers, root and tmp
     * @throws TestClusterException when a layer takes away files of a lower one, which is not supported here
     */
    public static UnpackedImage from(Path archive, Path folder) throws IOException {
        Path layers = Files.createDirectories(folder.resolve("layers"));
        Path root = Files.createDirectory(folder.resolve("root"));
        Path tmp = Files.createDirectory(folder.resolve("tmp"));
        Command.run(List.of("chmod", "1777", tmp.toString()));
        Command.run(List.of("tar", "-C", layers.toString(), "-xf", archive.toString()));
        JsonNode manifest = json(layers.resolve("manifest.json")).get(0);
        for (JsonNode layer : manifest.get("Layers")) {
            Command.run(List.of(
                    "tar",
                    "--keep-directory-symlink",
                    "--preserve-permissions",
                    "--numeric-owner",
                    "-C",
                    root.toString(),
                    "-xf",
                    layers.resolve(layer.stringValue()).toString()));
        }
        for (String mountPoint : MOUNT_POINTS) {
            Files.createDirectories(root.resolve(mountPoint));
        }
        refuseWhiteouts(root, archive);
        return new UnpackedImage(
                manifest, json(layers.resolve(manifest.get("Config").stringValue())), root, tmp);
    }

    private static void refuseWhiteouts(Path root, Path archive) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            if (files.anyMatch(file -> file.getFileName().toString().startsWith(".wh."))) {
                throw new TestClusterException(
                        archive + " has layers that take files of lower ones away; take another base");
            }
        }
    }

    /** The file of a layer, from the lowest on. */
    public Path layer(int index) {
        return root.resolveSibling("layers")
                .resolve(manifest.get("Layers").get(index).stringValue());
    }

    private static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(file.toFile());
    }

    /** The entrypoint with these flags put in front of the others, and arguments; not started yet. Needs root. */
    public ProcessBuilder run(List<String> flags, String... arguments) {
        List<String> command = new ArrayList<>();
        config.at("/config/Entrypoint").forEach(part -> command.add(part.stringValue()));
        command.addAll(command.indexOf("-jar"), flags);
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(new ReadOnlyRoot(root, tmp).as(NONROOT, command))
                .redirectInput(Path.of("/dev/null").toFile());
        process.environment().clear();
        process.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        for (JsonNode variable : config.at("/config/Env")) {
            String[] pair = variable.stringValue().split("=", 2);
            process.environment().putIfAbsent(pair[0], pair[1]);
        }
        return process;
    }
}
