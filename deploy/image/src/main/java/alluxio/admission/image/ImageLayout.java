package alluxio.admission.image;

import alluxio.admission.testcluster.image.UnpackedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The paths in the image, and the command that starts the program. docs/performance.md has the reasons for the flags. */
final class ImageLayout {
    static final String RUNTIME = "/opt/java";
    static final String HOME = "/opt/alluxio-admission";
    static final String JAR = HOME + "/alluxio-admission.jar";
    static final String LIBRARIES = HOME + "/lib";
    static final String BOM = HOME + "/sbom.json";
    static final String CACHE = HOME + "/alluxio-admission.aot";
    static final String JAVA = RUNTIME + "/bin/java";

    /** The user that distroless images call nonroot. */
    static final int USER = UnpackedImage.NONROOT;

    static final int HTTPS_PORT = 8443;
    static final int MANAGEMENT_PORT = 8080;

    private static final String FLAGS = "jvm-flags.txt";

    private ImageLayout() {}

    /** For the image. A flag of a user that does not go with the cache makes the start slow, not impossible. */
    static List<String> entrypoint() {
        return command(List.of("-XX:AOTCache=" + CACHE, "-XX:AOTMode=auto"));
    }

    /** The same, but for what it does with the cache. */
    static List<String> command(List<String> cacheFlags) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(flags());
        // After the others, one of which puts an end to all logging that was asked for before.
        command.addAll(cacheFlags);
        command.addAll(List.of("-jar", JAR));
        return command;
    }

    /** One flag a line; comments begin with {@code #}. */
    private static List<String> flags() {
        try (InputStream file = Objects.requireNonNull(ImageLayout.class.getResourceAsStream(FLAGS), FLAGS)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> environment() {
        return Map.of(
                "PATH",
                RUNTIME + "/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "JAVA_HOME",
                RUNTIME,
                // Known to the C library by itself; without it, output is ASCII.
                "LANG",
                "C.UTF-8",
                // Each arena of glibc keeps memory that others could use.
                "MALLOC_ARENA_MAX",
                "2");
    }
}
