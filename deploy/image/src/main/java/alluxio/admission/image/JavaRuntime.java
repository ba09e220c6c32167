package alluxio.admission.image;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.Folders;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A Java runtime of just the modules that are needed. */
final class JavaRuntime {
    /** And what needs them. */
    static final Map<String, String> MODULES = new TreeMap<>(Map.of(
            "java.base", "everything; also TLS and elliptic curves",
            "java.logging", "Vert.x and picocli can log to it",
            "java.management", "metrics of the JVM",
            "jdk.management", "CPU time and memory of the process, among those metrics",
            "java.naming", "BouncyCastle and TLS: names and revocation lists; DNS by JNDI",
            "java.net.http", "the client of the command try",
            "java.xml", "Logback's configuration, and the reports of validate for JUnit",
            "jdk.unsupported", "sun.misc.Unsafe, for Netty and Jackson"));

    /** What some class of a library mentions, and why it is not needed. */
    static final Map<String, String> LEFT_OUT = Map.of(
            "java.compiler", "Vert.x can compile verticles that are given as sources; the server has none",
            "java.desktop", "JavaBeans, which Jackson and SnakeYAML know how to do without; and Micrometer's for Log4j",
            "java.sql", "dates of databases, which Jackson looks for and does without; and metrics of databases",
            "jdk.jfr", "Netty's events for Flight Recorder, which it looks for and does without");

    private JavaRuntime() {}

    /** Fills a folder that is not there yet. */
    static void make(Path jdk, Path folder) {
        Command.run(List.of(
                jdk.resolve("bin/jlink").toString(),
                "--add-modules",
                String.join(",", MODULES.keySet()),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                // Layers are compressed as a whole, which is smaller; and nothing is unpacked at each start.
                "--compress=zip-0",
                "--output",
                folder.toString()));
    }

    /** Fails when a library uses a module that is in neither list. */
    static void check(Path jdk, List<Path> jars) {
        TreeSet<String> undecided = new TreeSet<>(used(jdk, jars));
        undecided.removeAll(MODULES.keySet());
        undecided.removeAll(LEFT_OUT.keySet());
        if (!undecided.isEmpty()) {
            throw new ImageException("The jars use Java modules that are neither in the runtime nor left out for a "
                    + "reason, see JavaRuntime: " + String.join(", ", undecided));
        }
    }

    private static List<String> used(Path jdk, List<Path> jars) {
        try {
            Path folder = Files.createTempDirectory("class-path");
            try {
                return used(jdk, jars, folder);
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new ImageException("The jars cannot be read for jdeps", e);
        }
    }

    private static List<String> used(Path jdk, List<Path> jars, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                jdk.resolve("bin/jdeps").toString(),
                "--print-module-deps",
                "--ignore-missing-deps",
                "--multi-release",
                "25"));
        for (Path jar : jars.stream().filter(Files::isRegularFile).toList()) {
            command.add(withoutModule(jar, folder).toString());
        }
        return List.of(Command.run(command).strip().split(","));
    }

    /**
     * A copy as the server has it: on the class path no jar is a module. As a module, one whose descriptor requires a library
     * that is left out of the image could not even be looked at.
     */
    private static Path withoutModule(Path jar, Path folder) throws IOException {
        Path copy = Files.copy(jar, folder.resolve(jar.getFileName().toString()));
        try (FileSystem zip = FileSystems.newFileSystem(copy);
                Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            for (Path entry :
                    entries.filter(path -> path.endsWith("module-info.class")).toList()) {
                Files.delete(entry);
            }
        }
        return copy;
    }
}
