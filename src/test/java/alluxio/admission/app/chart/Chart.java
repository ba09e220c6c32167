package alluxio.admission.app.chart;

import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.Helm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The chart, as Helm renders it. */
public final class Chart {
    /** From where tests run. */
    public static final Path FOLDER = Path.of("../deploy/chart");

    public static final String NAMESPACE = "alluxio-admission";
    public static final String RELEASE = "alluxio-admission";
    private static final String KUBERNETES = "1.37.2";

    private Chart() {}

    /** All objects, those of hooks too, in an order that does not depend on Helm's. */
    static List<ObjectNode> render(Helm helm, ValueSet values) {
        return objects(helm.run(template(values)));
    }

    /** By Helm 4. */
    public static List<ObjectNode> render(String release, String... settings) {
        return renderIn(NAMESPACE, release, settings);
    }

    /** By Helm 4, for another namespace. */
    public static List<ObjectNode> renderIn(String namespace, String release, String... settings) {
        return render(Helm.four(), new ValueSet(release, release, namespace, List.of(settings)));
    }

    /** What Helm says, also when it refuses. */
    static Command.Result attempt(Helm helm, ValueSet values) {
        return helm.attempt(template(values));
    }

    static List<ObjectNode> objects(String yaml) {
        return new KubeYaml()
                .read(yaml, "helm template").stream()
                        .map(document -> (ObjectNode) document.content())
                        .sorted(Comparator.comparing(Chart::title).thenComparing(Chart::namespace))
                        .toList();
    }

    /** Kind and name. */
    static String title(JsonNode object) {
        return object.path("kind").asString() + "/"
                + object.path("metadata").path("name").asString();
    }

    /** Empty for objects of the cluster. */
    static String namespace(JsonNode object) {
        return object.path("metadata").path("namespace").asString("");
    }

    static List<ObjectNode> ofKind(List<ObjectNode> objects, String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asString().equals(kind))
                .toList();
    }

    static ObjectNode one(List<ObjectNode> objects, String kind) {
        List<ObjectNode> found = ofKind(objects, kind);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " objects of kind " + kind);
        }
        return found.getFirst();
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> template(ValueSet values) {
        List<String> arguments = new ArrayList<>(List.of("template", values.release(), FOLDER.toString()));
        arguments.addAll(List.of("--namespace", values.namespace(), "--kube-version", KUBERNETES));
        arguments.addAll(values.arguments());
        return arguments;
    }
}
