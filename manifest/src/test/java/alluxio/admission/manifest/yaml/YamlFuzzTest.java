package alluxio.admission.manifest.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.yaml.KubeYaml.Format;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Any text is either refused, with its place, or read as documents that are read alike once they are written. */
class YamlFuzzTest {
    private final KubeYaml reader = new KubeYaml();
    private final KubeYamlWriter writer = new KubeYamlWriter();

    @FuzzTest
    @DictionaryFile(resourcePath = "/alluxio/admission/manifest/yaml/yaml.dict")
    void yaml(byte[] bytes) {
        List<JsonNode> documents;
        try {
            documents = contents(new String(bytes, StandardCharsets.UTF_8));
        } catch (YamlException e) {
            assertThat(String.valueOf(e.getMessage())).startsWith("fuzz.yaml:");
            return;
        }
        assertThat(contents(writer.writeAll(documents, Format.YAML))).isEqualTo(documents);
        // As kubectl does, only objects are read as JSON. Anything else is read as YAML, which has no escaped surrogate
        // pairs.
        if (documents.stream().allMatch(JsonNode::isObject)) {
            assertThat(contents(writer.writeAll(documents, Format.JSON))).isEqualTo(documents);
        }
    }

    private List<JsonNode> contents(String text) {
        return reader.read(text, "fuzz.yaml").stream()
                .map(KubeYaml.Document::content)
                .toList();
    }
}
