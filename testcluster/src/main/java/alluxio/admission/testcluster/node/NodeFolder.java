package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.TestClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The temporary folder of one node, which only root can enter. Everything that the node writes is in it: {@code /tmp},
 * {@code /var}, {@code /mnt} and {@code /run} of the node are its sub-folders, and the folder itself is {@link #INSIDE}
 * there.
 */
record NodeFolder(Path path, Path logs) {

    /** Short, because sockets are below it. */
    static final Path INSIDE = Path.of("/run/node");

    /** Creates it; logs stay in the given folder, or go with the node's. */
    static NodeFolder create(Optional<Path> logs) {
        try {
            Path path = Files.createTempDirectory("alluxio-admission-node-");
            Path logFolder = logs.orElse(path.resolve("logs")).toAbsolutePath();
            Files.createDirectories(logFolder);
            return new NodeFolder(path, logFolder);
        } catch (IOException e) {
            throw new TestClusterException("Cannot create the folder of a node: " + e, e);
        }
    }

    /** The path of a file of this folder as the node's processes see it. */
    static String inside(String name) {
        return INSIDE.resolve(name).toString();
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Where a file in {@code /tmp}, {@code /var}, {@code /mnt} or {@code /run} of the node is on this machine. */
    Path hostPath(String nodePath) {
        return path.resolve("host").resolve(Path.of("/").relativize(Path.of(nodePath)));
    }

    /** Writes a file that only root can read, in one step. */
    Path write(String name, String text) {
        Path file = file(name);
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(
                    file.getParent(),
                    ".",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(unfinished, text);
            return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new TestClusterException("Cannot write " + file + ": " + e, e);
        }
    }
}
