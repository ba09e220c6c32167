package alluxio.admission.app.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The flags of the JVM in the container image, read from where the image has them, for a container of the chart's size. */
final class ImageFlags {

    /** The chart's {@code resources.limits.memory}, in MiB. */
    static final int CONTAINER_MEBIBYTES = 320;

    private ImageFlags() {}

    static List<String> read() throws IOException {
        Path file = Path.of(
                System.getProperty("project.root", ".."),
                "deploy/image/src/main/resources/alluxio/admission/image/jvm-flags.txt");
        List<String> flags = new ArrayList<>(Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("-"))
                .toList());
        if (!flags.contains("-XX:+ExitOnOutOfMemoryError") || flags.size() < 8) {
            throw new AssertionError("flags of the image not found in " + file + ": " + flags);
        }
        // What the JVM reads from the container's limit.
        flags.add("-XX:MaxRAM=" + CONTAINER_MEBIBYTES + "m");
        return flags;
    }
}
