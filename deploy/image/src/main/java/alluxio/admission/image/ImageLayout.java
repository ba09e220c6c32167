package alluxio.admission.image;

import alluxio.admission.testcluster.image.UnpackedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    private static final List<String> FLAGS = List.of(
            // One small heap, and few threads: the others cost memory for pauses that are short anyway.
            "-XX:+UseSerialGC",
            // Of the container's limit. The second is what counts where the limit is a few hundred MiB.
            "-XX:MaxRAMPercentage=30.0",
            "-XX:MinRAMPercentage=30.0",
            "-XX:MaxDirectMemorySize=32m",
            "-Xss512k",
            // What compilers and buffers have given back goes back to the container, too, every ten seconds.
            "-XX:TrimNativeHeapInterval=10000",
            // After an OutOfMemoryError the state is unknown: the kubelet starts it again.
            "-XX:+ExitOnOutOfMemoryError",
            // A file in /tmp for tools that the image does not have.
            "-XX:-UsePerfData",
            // A warning of the JVM must not get into the output of a command.
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            // Nothing is served from the class path, so nothing need be unpacked.
            "-Dvertx.disableFileCPResolving=true",
            "-Dvertx.cacheDirBase=/tmp");

    private ImageLayout() {}

    /** For the image. A flag of a user that does not go with the cache makes the start slow, not impossible. */
    static List<String> entrypoint() {
        return command(List.of("-XX:AOTCache=" + CACHE, "-XX:AOTMode=auto"));
    }

    /** The same, but for what it does with the cache. */
    static List<String> command(List<String> cacheFlags) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(FLAGS);
        // After the others, one of which puts an end to all logging that was asked for before.
        command.addAll(cacheFlags);
        command.addAll(List.of("-jar", JAR));
        return command;
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
