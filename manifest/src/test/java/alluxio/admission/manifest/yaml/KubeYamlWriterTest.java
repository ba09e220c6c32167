package alluxio.admission.manifest.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.manifest.yaml.KubeYaml.Document;
import alluxio.admission.manifest.yaml.KubeYaml.Format;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class KubeYamlWriterTest {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: client
              labels: {}
              annotations:
                alluxio.io/features: ""
            spec:
              containers:
              - name: main
                image: alluxio/alluxio:2.9.6
                args:
                - -c
                - |
                  set -e
                  \techo "$A"
                ports:
                - containerPort: 80
                resources:
                  limits:
                    cpu: "1"
                    memory: 1Gi
              - name: other
                command: []
              nodeSelector: null
              terminationGracePeriodSeconds: 30
            """;

    private final KubeYaml reader = new KubeYaml();
    private final KubeYamlWriter writer = new KubeYamlWriter();

    @Test
    void writesInKubectlsStyle() {
        assertThat(writer.write(read(POD), Format.YAML)).isEqualTo(POD);
    }

    /** To YAML 1.1 the first is the end of a line, and what comes after it here the end of a document; the others are not allowed. */
    @ParameterizedTest
    @ValueSource(strings = {"\"a\\u2028--- z\"", "\"\\x7F\"", "[\"\\u0090 \\uFFFF\"]", "\"\\U0001F600\\uFEFF\""})
    void jsonWithWhatYamlHasNotIsReadBackAsItWas(String value) {
        JsonNode text = read(value);
        assertThat(read(writer.write(text, Format.JSON))).isEqualTo(text);
    }

    @Test
    void writesJsonWithTwoBlanks() {
        assertThat(writer.write(read("a: {b: [1, x], c: {}}"), Format.JSON)).isEqualTo("""
                        {
                          "a": {
                            "b": [
                              1,
                              "x"
                            ],
                            "c": { }
                          }
                        }
                        """);
    }

    @Test
    void severalDocumentsHaveASeparatorBetweenThem() {
        assertThat(writer.writeAll(List.of(read("a: 1"), read("b: 2")), Format.YAML))
                .isEqualTo("a: 1\n---\nb: 2\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes", "0400", "1:30", "null", "~", "1e3", "0o17", "2001-01-01", "", "=", "<<", "a: b", "- a", "a #b",
                        "#a", "*a", " a",
                "a ", "a:", "1_000", "0.1", ".5", "0x1F", "y", "N", "On", "?", "-", "---", "%a", "@a", "[a", "{a",
                        "a\tb"
            })
    void whatAReaderCouldTakeForSomethingElseIsQuoted(String text) {
        String written = writer.write(JsonNodeFactory.instance.stringNode(text), Format.YAML);
        assertThat(written).startsWith("\"").endsWith("\"\n");
        assertThat(read(written).stringValue()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a b",
                "10.0.0.7",
                "2.9.6",
                "-Dx=y",
                "--flag=a,b",
                "a:b",
                "a#b",
                "/opt/x",
                "1Gi",
                "500m",
                "$(A)",
                "é 日本 😀"
            })
    void whatNobodyMisreadsIsPlain(String text) {
        assertThat(writer.write(JsonNodeFactory.instance.stringNode(text), Format.YAML))
                .isEqualTo(text + "\n");
    }

    @Test
    void everyTreeReadsBackAsItself() {
        for (JsonNode tree : RandomTrees.trees(5_000, 3)) {
            String text = writer.write(tree, Format.YAML);
            List<JsonNode> wanted = tree.isNull() ? List.of() : List.of(tree);
            assertThat(reader.read(text, "f").stream().map(Document::content).toList())
                    .as(text)
                    .isEqualTo(wanted);
        }
    }

    @Test
    void everyObjectReadsBackAsItselfAlsoFromJson() {
        for (JsonNode tree : RandomTrees.trees(5_000, 5)) {
            JsonNode object = JsonNodeFactory.instance.objectNode().set("x", tree);
            assertThat(read(writer.write(object, Format.JSON))).isEqualTo(object);
        }
    }

    @Test
    void halfOfASurrogatePairIsRefused() {
        assertThatThrownBy(() -> writer.write(JsonNodeFactory.instance.stringNode("a\ud83d"), Format.YAML))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private JsonNode read(String text) {
        return reader.read(text, "f").getFirst().content();
    }
}
