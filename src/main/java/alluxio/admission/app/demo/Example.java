package alluxio.admission.app.demo;

import alluxio.admission.manifest.yaml.KubeYaml;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pod to try, and what shall become of it. The good ones are those of deploy/examples, which the build puts into the jar.
 *
 * @param title what it shows, in a line
 * @param refused whether it is there to be refused
 */
public record Example(String title, ObjectNode pod, boolean refused) {
    /** The files of deploy/examples with an application each. */
    public static final List<String> WORKLOADS =
            List.of("spark.yaml", "trino.yaml", "flink.yaml", "pytorch-fuse.yaml", "hdfs.yaml");

    private static final String FOLDER = "examples/";
    private static final List<String> BAD = List.of("conflict.yaml", "typo.yaml");

    public static List<Example> all() {
        return Stream.concat(
                        WORKLOADS.stream().flatMap(Example::good), BAD.stream().map(Example::bad))
                .toList();
    }

    /** The configuration that the examples are made for. */
    public static String configuration() {
        return Resource.text(FOLDER + "config.yaml");
    }

    /** For people: the pod's name, or the prefix of it. */
    public String name() {
        String name = pod.at("/metadata/name").stringValue("");
        return name.isEmpty() ? pod.at("/metadata/generateName").stringValue("") + "*" : name;
    }

    private static Stream<Example> good(String file) {
        Workload workload = Workload.read(Resource.text(FOLDER + file), file);
        return workload.pods().stream()
                .map(made -> new Example(
                        workload.title() + " (deploy/examples/" + file + ": " + made.maker() + ")", made.pod(), false));
    }

    private static Example bad(String file) {
        String text = Resource.text(file);
        String title = text.lines().findFirst().orElse("").replaceFirst("^#\\s*", "");
        return new Example(
                title, (ObjectNode) new KubeYaml().read(text, file).getFirst().content(), true);
    }
}
