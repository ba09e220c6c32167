package alluxio.admission.app.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.kube.GroupVersionKind;
import alluxio.admission.model.kube.KubernetesKinds;
import alluxio.admission.testcluster.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The resource of {@code UnknownFields}, from the OpenAPI document in the Go module of the Kubernetes that the tests run; to write
 * it anew, set GOLDEN_UPDATE=1.
 */
@DisplayName("The fields of Kubernetes' kinds")
class KubernetesFieldsResourceTest {
    private static final String MODULE = "k8s.io/kubernetes";
    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Path RESOURCE =
            ROOT.resolve("manifest/src/main/resources/alluxio/admission/manifest/kubernetes-fields.txt");
    private static final Pattern VERSION = Pattern.compile(MODULE + " (v[0-9.]+)");
    private static final String DEFINITIONS = "#/definitions/";

    /** What an API server writes, and what it keeps as it is. */
    private static final List<String> NOT_FOLLOWED = List.of("status", "managedFields", "ownerReferences");

    @Test
    @DisplayName("are those of the pinned version")
    void pinned() throws IOException {
        Matcher version = VERSION.matcher(Files.readString(ROOT.resolve("testcluster/tools/go.mod")));
        assertThat(version.find()).isTrue();
        String output = Command.run(List.of("go", "mod", "download", "-json", MODULE + "@" + version.group(1)));
        Path module = Path.of(JsonMapper.shared()
                .readTree(output.substring(output.indexOf('{')))
                .path("Dir")
                .asString());
        String text = "# Kubernetes " + version.group(1) + "\n"
                + reduced(JsonMapper.shared()
                        .readTree(Files.readString(module.resolve("api/openapi-spec/swagger.json")))
                        .path("definitions"));
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(RESOURCE, text);
        }
        assertThat(Files.readString(RESOURCE)).isEqualTo(text);
    }

    private static String reduced(JsonNode definitions) {
        List<String> lines = new ArrayList<>();
        Map<String, String> types = new TreeMap<>();
        Deque<String> next = new ArrayDeque<>();
        definitions
                .properties()
                .forEach(definition -> definition
                        .getValue()
                        .path("x-kubernetes-group-version-kind")
                        .forEach(kind -> {
                            GroupVersionKind type = new GroupVersionKind(
                                    kind.path("group").asString(),
                                    kind.path("version").asString(),
                                    kind.path("kind").asString());
                            if (KubernetesKinds.contains(type)
                                    && !type.version().isEmpty()) {
                                String group = type.group().isEmpty() ? "" : type.group() + "/";
                                lines.add("=" + group + type.version() + "/" + type.kind() + " "
                                        + name(definition.getKey()));
                                next.add(definition.getKey());
                            }
                        }));
        while (!next.isEmpty()) {
            String id = next.remove();
            if (!types.containsKey(name(id))) {
                types.put(name(id), "");
                types.put(name(id), line(definitions.path(id), definitions, next));
            }
        }
        types.forEach((name, fields) -> lines.add(name + fields));
        return String.join("\n", lines.stream().sorted().toList()) + "\n";
    }

    private static String line(JsonNode definition, JsonNode definitions, Deque<String> next) {
        StringBuilder line = new StringBuilder();
        definition.path("properties").properties().forEach(field -> {
            JsonNode value = field.getValue();
            String reference =
                    value.path("$ref").asString(value.at("/items/$ref").asString(""));
            String id = reference.replace(DEFINITIONS, "");
            line.append(' ').append(field.getKey());
            if (definitions.path(id).has("properties") && !NOT_FOLLOWED.contains(field.getKey())) {
                line.append(':').append(name(id));
                next.add(id);
            }
        });
        return line.toString();
    }

    /** The group keeps types apart that have one name, as the two called {@code Event}. */
    private static String name(String id) {
        return id.replace("io.k8s.api.", "").replace("io.k8s.apimachinery.pkg.apis.", "");
    }
}
