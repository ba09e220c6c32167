package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.ConfigurationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The schema of the chart's values carries the schema of the configuration, so that Helm refuses most errors in it before it changes
 * anything. To write it anew, set GOLDEN_UPDATE=1.
 */
@DisplayName("The schema of the value config")
class ConfigurationInValuesTest {
    private static final Path SCHEMA = Chart.FOLDER.resolve("values.schema.json");
    private static final String DEFINITIONS = "definitions";

    @Test
    @DisplayName("is the published schema of the configuration, in the draft that every Helm reads")
    void isTheSame() throws IOException {
        ObjectNode schema = read(Files.readString(SCHEMA));
        ObjectNode wanted = schema.deepCopy();
        ObjectNode configuration = read(ConfigurationFiles.schema());
        // draft-07, the newest that Helm before 3.18 knows, has no $defs.
        wanted.set(DEFINITIONS, withReferences(configuration.get("$defs")));
        configuration.remove(List.of("$schema", "$id", "title", "$defs"));
        wanted.withObject("/properties").set("config", withReferences(configuration));
        if (System.getenv("GOLDEN_UPDATE") != null && !wanted.equals(schema)) {
            Files.writeString(SCHEMA, printed(wanted));
        }
        assertThat(read(Files.readString(SCHEMA))).isEqualTo(wanted);
    }

    private static ObjectNode read(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }

    private static JsonNode withReferences(JsonNode node) {
        JsonNode copy = node.deepCopy();
        copy.findParents("$ref")
                .forEach(parent -> ((ObjectNode) parent)
                        .set(
                                "$ref",
                                StringNode.valueOf(
                                        parent.path("$ref").asString().replace("#/$defs/", "#/" + DEFINITIONS + "/"))));
        return copy;
    }

    private static String printed(JsonNode schema) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        return JsonMapper.shared().writer().with(printer).writeValueAsString(schema) + "\n";
    }
}
