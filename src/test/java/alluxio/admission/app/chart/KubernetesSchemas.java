package alluxio.admission.app.chart;

import alluxio.admission.testcluster.Command;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI schemas of one version of Kubernetes, out of its Go module, made strict: a field that they do not know is an
 * error. The module is about 17 MB and comes into Go's own cache.
 */
final class KubernetesSchemas {
    private static final String MODULE = "k8s.io/kubernetes@";
    private static final String COMPONENTS = "#/components/schemas/";
    private static final String KINDS = "x-kubernetes-group-version-kind";

    private final Path folder;
    private final Map<String, Schema> schemas = new HashMap<>();

    private KubernetesSchemas(Path folder) {
        this.folder = folder;
    }

    /** @param sum of the module, as go.sum would have it */
    static KubernetesSchemas of(String version, String sum) {
        String output = Command.run(List.of("go", "mod", "download", "-json", MODULE + version));
        JsonNode module = JsonMapper.shared().readTree(output.substring(output.indexOf('{')));
        if (!module.path("Sum").asString().equals(sum)) {
            throw new AssertionError(MODULE + version + " has another content: " + module.path("Sum"));
        }
        return new KubernetesSchemas(Path.of(module.path("Dir").asString()).resolve("api/openapi-spec/v3"));
    }

    /** What is wrong with an object; one of a kind that Kubernetes does not have is an error, too. */
    List<String> problems(ObjectNode object) {
        String type =
                object.path("apiVersion").asString() + " " + object.path("kind").asString();
        Schema schema = schemas.computeIfAbsent(type, key -> load(object));
        return schema.validate(object.toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private Schema load(ObjectNode object) {
        String[] version = object.path("apiVersion").asString().split("/");
        boolean core = version.length == 1;
        Path file = folder.resolve(
                core
                        ? "api__" + version[0] + "_openapi.json"
                        : "apis__" + version[0] + "__" + version[1] + "_openapi.json");
        try {
            ObjectNode document = (ObjectNode) JsonMapper.shared().readTree(Files.readString(file));
            ObjectNode components = (ObjectNode) document.path("components");
            String name = name(
                    components.path("schemas"),
                    core ? "" : version[0],
                    version[version.length - 1],
                    object.path("kind").asString());
            beStrict(components);
            ObjectNode root = JsonMapper.shared().createObjectNode();
            root.put("$ref", COMPONENTS + name);
            root.set("$defs", components.path("schemas"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(root.toString().replace(COMPONENTS, "#/$defs/"));
        } catch (IOException e) {
            throw new AssertionError(Chart.title(object) + ": this Kubernetes has no " + file.getFileName(), e);
        }
    }

    private static String name(JsonNode schemas, String group, String version, String kind) {
        for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
            for (JsonNode each : schema.getValue().path(KINDS)) {
                if (each.path("group").asString().equals(group)
                        && each.path("version").asString().equals(version)
                        && each.path("kind").asString().equals(kind)) {
                    return schema.getKey();
                }
            }
        }
        throw new AssertionError("this Kubernetes has no " + kind + " in " + group + "/" + version);
    }

    private static void beStrict(JsonNode node) {
        new ArrayList<>(node.valueStream().toList()).forEach(KubernetesSchemas::beStrict);
        if (node instanceof ObjectNode schema) {
            if (schema.path("properties").isObject() && !schema.has("additionalProperties")) {
                schema.put("additionalProperties", false);
            }
            // No JSON Schema: the validator would complain about each.
            schema.remove(schema.propertyNames().stream()
                    .filter(key -> key.startsWith("x-kubernetes-"))
                    .toList());
        }
    }
}
