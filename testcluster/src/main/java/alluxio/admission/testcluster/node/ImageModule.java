package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.TestClusterException;
import alluxio.admission.testcluster.image.ImageArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Maven module that an image is made of: the jars that it collects in {@code target/image}, and the files of its
 * folder {@code image}. A label of the image says that it is not an official one.
 *
 * @param reference the image's name
 * @param folder of the module, built
 * @param owner of the files, a user id
 * @param entrypoint empty: pods must give a command, and run as root unless they say otherwise
 */
record ImageModule(String reference, Path folder, int owner, List<String> entrypoint) {
    private static final Map<String, String> MARK = Map.of(
            "org.opencontainers.image.description",
            "Made by alluxio-admission's tests from Maven Central's jars; not an official image");

    /**
     * Makes the image and gives it to the node.
     *
     * @param base the lowest layer
     * @param work a folder for temporary files
     */
    void importInto(Node node, Path base, Path work) throws IOException {
        List<Path> layers = new ArrayList<>(List.of(base));
        for (Path content : contents()) {
            layers.add(ImageArchive.layer(content, owner, work.resolve(layers.size() + "-" + name() + ".tar")));
        }
        Path archive = new ImageArchive(reference, layers, user(), entrypoint, MARK)
                .write(work.resolve(name() + "-image.tar"), work);
        node.importImage(archive);
        Files.delete(archive);
    }

    /** The folders with the image's own files: first the jars, then what is written here. */
    List<Path> contents() {
        Path jars = folder.resolve("target/image");
        if (!Files.isDirectory(jars)) {
            throw new TestClusterException(
                    "The jars of the image " + reference + " are not in " + jars + "; the profile puts them there");
        }
        return Stream.of(jars, folder.resolve("image"))
                .filter(Files::isDirectory)
                .toList();
    }

    private String user() {
        return entrypoint.isEmpty() ? "" : Integer.toString(owner);
    }

    private String name() {
        return String.valueOf(folder.getFileName());
    }
}
