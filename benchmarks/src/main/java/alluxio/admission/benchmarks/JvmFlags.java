package alluxio.admission.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The flags of the JVM in the image, from where the image has them, with the memory of its container. */
final class JvmFlags {
    private static final String FILE = "deploy/image/src/main/resources/alluxio/admission/image/jvm-flags.txt";

    private JvmFlags() {}

    /**
     * @param root of the sources
     * @param memory of the container that the JVM takes itself to be in, such as {@code 320m}
     */
    static List<String> ofImage(Path root, String memory) throws IOException {
        List<String> flags = new ArrayList<>(Files.readAllLines(root.resolve(FILE)).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList());
        flags.add("-XX:MaxRAM=" + memory);
        flags.add("-Dlogback.configurationFile=logback-serve.xml");
        return flags;
    }
}
