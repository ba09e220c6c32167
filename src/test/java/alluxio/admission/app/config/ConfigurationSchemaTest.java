package alluxio.admission.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.ConfigurationResult.Rejected;
import alluxio.admission.manifest.yaml.KubeYaml;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ConfigurationSchemaTest {
    private static final String PROBE = "zzzzzzzzzzzzzzzz";
    private static final Pattern ALLOWED =
            Pattern.compile("c:\\d+:\\d+: (.*)" + PROBE + ": unknown key; allowed are (.*)");

    private final JsonNode schema = JsonMapper.shared().readTree(ConfigurationFiles.schema());

    /** An unknown key makes the reader say which it knows; so every mapping gets one. */
    @Test
    void schemaAndReaderKnowTheSameKeys() throws IOException {
        JsonNode full = json(ConfigFiles.text("full.yaml"));
        Map<String, Set<String>> known = new TreeMap<>();
        probe(full);
        List<String> errors = new AdmissionConfigurationReader().read(full.toString(), "c") instanceof Rejected rejected
                ? rejected.errors()
                : List.of();
        for (String error : errors) {
            Matcher matcher = ALLOWED.matcher(error);
            if (matcher.matches()) {
                known.put(
                        matcher.group(1), new TreeSet<>(List.of(matcher.group(2).split(", "))));
            }
        }
        Map<String, Set<String>> described = new TreeMap<>();
        describe(schema, full, "", described);
        assertThat(known).isEqualTo(described).hasSizeGreaterThan(20);
    }

    @Test
    void theSchemaTakesTheExamples() throws IOException {
        assertThat(problems(ConfigurationFiles.defaults())).isEmpty();
        assertThat(problems(ConfigFiles.text("full.yaml"))).isEmpty();
    }

    @Test
    void theSchemaFindsMistakes() throws IOException {
        assertThat(problems(ConfigFiles.text("mistakes.yaml"))).hasSizeGreaterThan(30);
    }

    private List<String> problems(String yaml) {
        Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ConfigurationFiles.schema());
        return validator.validate(json(yaml).toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static void probe(JsonNode node) {
        new ArrayList<>(node.valueStream().toList()).forEach(ConfigurationSchemaTest::probe);
        if (node instanceof ObjectNode object) {
            object.put(PROBE, 1);
        }
    }

    /** Walks the schema along the example. */
    private void describe(JsonNode schema, JsonNode value, String path, Map<String, Set<String>> described) {
        JsonNode here = resolve(schema);
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                describe(here.path("items"), value.get(i), path.replaceFirst("\\.$", "") + "[" + i + "].", described);
            }
        }
        JsonNode properties = here.path("properties");
        if (value.isObject() && properties.isObject()) {
            described.put(path, new TreeSet<>(properties.propertyNames()));
        }
        if (value.isObject()) {
            value.properties()
                    .forEach(p -> describe(
                            properties.path(p.getKey()).isMissingNode()
                                    ? here.path("additionalProperties")
                                    : properties.path(p.getKey()),
                            p.getValue(),
                            path + p.getKey() + ".",
                            described));
        }
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : schema.at(reference.substring(1));
    }

    private static JsonNode json(String yaml) {
        return new KubeYaml().read(yaml, "c").getFirst().content();
    }
}
