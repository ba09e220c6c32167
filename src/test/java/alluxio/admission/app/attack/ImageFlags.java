package alluxio.admission.app.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The flags of the JVM in the container image, read from where the image has them, for a container of the chart's size. */
final class ImageFlags {

    /** The chart's {@code resources.limits.memory}, in MiB. */
    static final int CONTAINER_MEBIBYTES = 320;

    private static final Pattern FLAG = Pattern.compile("(?m)^ {12}\"(-[^\"]+)\"[,)]");

    private ImageFlags() {}

    static List<String> read() throws IOException {
        Path layout = Path.of(
                System.getProperty("project.root", ".."),
                "deploy/image/src/main/java/alluxio/admission/image/ImageLayout.java");
        List<String> flags = new ArrayList<>(FLAG.matcher(Files.readString(layout))
                .results()
                .map(match -> match.group(1))
                .toList());
        if (!flags.contains("-XX:+ExitOnOutOfMemoryError") || flags.size() < 8) {
            throw new AssertionError("flags of the image not found in " + layout + ": " + flags);
        }
        // What the JVM reads from the container's limit.
        flags.add("-XX:MaxRAM=" + CONTAINER_MEBIBYTES + "m");
        return flags;
    }
}
