package alluxio.admission.app.demo;

import alluxio.admission.manifest.yaml.KubeYaml;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pod to try, and the expected answer. The good ones are those of deploy/examples, which the build puts into the jar.
 *
 * @param title what it shows, in a line
 * @param refused whether it is there to be refused
 */
public record ExamplePod(String title, ObjectNode pod, boolean refused) {
    /** The files of deploy/examples with the pods of an application each. */
    public static final List<String> WORKLOADS =
            List.of("spark-pods.yaml", "trino.yaml", "flink.yaml", "pytorch-fuse.yaml", "hdfs.yaml");

    private static final String FOLDER = "examples/";
    private static final List<String> BAD = List.of("conflict.yaml", "typo.yaml");

    public static List<ExamplePod> all() {
        return Stream.concat(
                        WORKLOADS.stream().flatMap(ExamplePod::good),
                        BAD.stream().map(ExamplePod::bad))
                .toList();
    }

    /** The configuration that the examples are made for. */
    public static String configuration() {
        return DemoResource.text(FOLDER + "config.yaml");
    }

    /** For people: the pod's name, or the prefix of it. */
    public String name() {
        String name = pod.at("/metadata/name").stringValue("");
        return name.isEmpty() ? pod.at("/metadata/generateName").stringValue("") + "*" : name;
    }

    private static Stream<ExamplePod> good(String file) {
        ExampleWorkload workload = ExampleWorkload.read(DemoResource.text(FOLDER + file), file);
        return workload.pods().stream()
                .map(made -> new ExamplePod(
                        workload.title() + " (deploy/examples/" + file + ": " + made.maker() + ")", made.pod(), false));
    }

    private static ExamplePod bad(String file) {
        String text = DemoResource.text(file);
        String title = text.lines().findFirst().orElse("").replaceFirst("^#\\s*", "");
        return new ExamplePod(
                title, (ObjectNode) new KubeYaml().read(text, file).getFirst().content(), true);
    }
}
