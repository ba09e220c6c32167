package alluxio.admission.app.node;

import alluxio.admission.testcluster.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The image of the build, unpacked, to run programs in as a container does: as its user, with a root file system that
 * nobody can write to but for /tmp.
 *
 * @param config of the image
 * @param tmp the folder that is /tmp in it
 */
public record UnpackedImage(JsonNode manifest, JsonNode config, Path root, Path tmp) {
    static final Path ARCHIVE =
            Path.of(System.getProperty("project.root", ".."), "deploy/image/target/alluxio-admission-image.tar");

    /** Before there is one. */
    static final UnpackedImage NONE = new UnpackedImage(
            JsonMapper.shared().nullNode(), JsonMapper.shared().nullNode(), Path.of(""), Path.of(""));

    private static final String ENTER = """
            root=$1 tmp=$2
            shift 2
            mount --bind "$root" "$root"
            mount -o remount,bind,ro "$root"
            for folder in proc dev sys; do mount --rbind "/$folder" "$root/$folder"; done
            mount --bind "$tmp" "$root/tmp"
            cd /
            exec chroot --userspec=65532:65532 "$root" "$@"
            """;

    /** That of the build. */
    public static UnpackedImage into(Path folder) throws IOException {
        return from(ARCHIVE, folder);
    }

    static UnpackedImage from(Path archive, Path folder) throws IOException {
        Path layers = Files.createDirectory(folder.resolve("layers"));
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
        return new UnpackedImage(
                manifest, json(layers.resolve(manifest.get("Config").stringValue())), root, tmp);
    }

    /** The file of a layer, from the lowest on. */
    Path layer(int index) {
        return root.resolveSibling("layers")
                .resolve(manifest.get("Layers").get(index).stringValue());
    }

    private static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(file.toFile());
    }

    /** The entrypoint with these flags put in front of the others, and arguments: not started yet. */
    public ProcessBuilder run(List<String> flags, String... arguments) {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "/bin/sh", "-ec", ENTER, "sandbox"));
        command.addAll(List.of(root.toString(), tmp.toString()));
        List<String> entrypoint = new ArrayList<>();
        config.at("/config/Entrypoint").forEach(part -> entrypoint.add(part.stringValue()));
        entrypoint.addAll(entrypoint.indexOf("-jar"), flags);
        command.addAll(entrypoint);
        command.addAll(List.of(arguments));
        ProcessBuilder process =
                new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile());
        process.environment().clear();
        process.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        for (JsonNode variable : config.at("/config/Env")) {
            String[] pair = variable.stringValue().split("=", 2);
            process.environment().putIfAbsent(pair[0], pair[1]);
        }
        return process;
    }
}
