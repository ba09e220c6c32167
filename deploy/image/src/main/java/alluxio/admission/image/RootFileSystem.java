package alluxio.admission.image;

import alluxio.admission.testcluster.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of an image, unpacked from its archive as a container runtime does it: times and modes are the image's. */
final class RootFileSystem {
    private RootFileSystem() {}

    /** @param folder is filled; a folder beside it is used on the way */
    static void unpack(Path archive, Path folder) throws IOException {
        Path layers = Files.createDirectories(folder.resolveSibling("layers"));
        Files.createDirectories(folder);
        Command.run(List.of("tar", "-C", layers.toString(), "-xf", archive.toString()));
        JsonNode manifest =
                JsonMapper.shared().readTree(layers.resolve("manifest.json").toFile());
        List<String> names = new ArrayList<>();
        manifest.path(0).path("Layers").forEach(layer -> names.add(layer.stringValue()));
        for (String layer : names) {
            Command.run(List.of(
                    "tar",
                    "--keep-directory-symlink",
                    "--preserve-permissions",
                    "--numeric-owner",
                    "-C",
                    folder.toString(),
                    "-xf",
                    layers.resolve(layer).toString()));
        }
        for (String mountPoint : List.of("dev", "proc", "sys", "tmp")) {
            Files.createDirectories(folder.resolve(mountPoint));
        }
        refuseWhiteouts(folder, archive);
    }

    /** A layer on ours that takes files away is nothing that this program has seen; better to say so than to be wrong. */
    private static void refuseWhiteouts(Path folder, Path archive) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            if (files.anyMatch(file -> file.getFileName().toString().startsWith(".wh."))) {
                throw new ImageException(archive + " has layers that take files of lower ones away; take another base");
            }
        }
    }
}
