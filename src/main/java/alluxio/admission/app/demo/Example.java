package alluxio.admission.app.demo;

import alluxio.admission.app.yaml.KubeYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pod to try, and what shall become of it.
 *
 * @param title what it shows, in a line
 * @param refused whether it is there to be refused
 */
public record Example(String title, ObjectNode pod, boolean refused) {
    private static final List<String> GOOD =
            List.of("1-java-client.yaml", "2-spark-executor.yaml", "3-fuse-reader.yaml", "4-hdfs-client.yaml");
    private static final List<String> BAD = List.of("5-conflict.yaml", "6-typo.yaml");

    public static List<Example> all() {
        return java.util.stream.Stream.concat(
                        GOOD.stream().map(file -> read(file, false)),
                        BAD.stream().map(file -> read(file, true)))
                .toList();
    }

    /** The configuration that the examples are made for. */
    public static String configuration() {
        return resource("configuration.yaml");
    }

    /** For people: the pod's name, or the prefix of it. */
    public String name() {
        String name = pod.at("/metadata/name").stringValue("");
        return name.isEmpty() ? pod.at("/metadata/generateName").stringValue("") + "*" : name;
    }

    private static Example read(String file, boolean refused) {
        String text = resource(file);
        String title = text.lines().findFirst().orElse("").replaceFirst("^#\\s*", "");
        ObjectNode pod = (ObjectNode) new KubeYaml().read(text, file).getFirst().content();
        return new Example(title, pod, refused);
    }

    private static String resource(String file) {
        try (InputStream stream = Example.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
