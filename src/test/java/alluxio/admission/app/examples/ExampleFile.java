package alluxio.admission.app.examples;

import alluxio.admission.app.demo.ExamplePod;
import alluxio.admission.app.demo.ExampleWorkload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A file of deploy/examples. The comment at its head ends with what the webhook adds, pod by pod. */
public record ExampleFile(Path path) {
    private static final Path FOLDER = Path.of("../deploy/examples");
    private static final String PROMISE = "# What the webhook adds:";
    private static final int WIDTH = 118;

    public static final Path CONFIGURATION = FOLDER.resolve("config.yaml");

    public static List<ExampleFile> all() {
        return ExamplePod.WORKLOADS.stream()
                .map(name -> new ExampleFile(FOLDER.resolve(name)))
                .toList();
    }

    public String text() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ExampleWorkload workload() {
        return ExampleWorkload.read(text(), name());
    }

    public String name() {
        return path.getFileName().toString();
    }

    /** The lines of the promise, as they stand there. */
    public String promise() {
        return String.join(
                "\n",
                text().lines()
                        .dropWhile(line -> !line.equals(PROMISE))
                        .skip(1)
                        .takeWhile(line -> line.startsWith("#"))
                        .toList());
    }

    /** With another promise. */
    String promising(String promise) {
        List<String> head =
                text().lines().takeWhile(line -> !line.equals(PROMISE)).toList();
        List<String> rest = text().lines()
                .dropWhile(line -> !line.equals(PROMISE))
                .dropWhile(line -> line.startsWith("#"))
                .toList();
        return String.join("\n", head) + "\n" + PROMISE + "\n" + promise + "\n" + String.join("\n", rest) + "\n";
    }

    /** What stands in the file when this is what pods get, by what makes them. */
    public static String lines(Map<String, List<String>> added) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(added).forEach((maker, lines) -> {
            text.append("# - ").append(maker).append('\n');
            lines.forEach(line -> text.append(wrapped(line)));
        });
        return text.toString().strip();
    }

    private static String wrapped(String line) {
        StringBuilder text = new StringBuilder();
        String start = "#     ";
        StringBuilder current = new StringBuilder(start);
        for (String word : line.split(" ")) {
            if (current.length() > start.length() && current.length() + word.length() > WIDTH) {
                text.append(current.toString().stripTrailing()).append('\n');
                start = "#         ";
                current = new StringBuilder(start);
            }
            current.append(word).append(' ');
        }
        return text.append(current.toString().stripTrailing()).append('\n').toString();
    }

    @Override
    public String toString() {
        return name();
    }
}
