package alluxio.admission.manifest.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.manifest.yaml.KubeYaml.Document;
import alluxio.admission.manifest.yaml.KubeYaml.Format;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class KubeYamlTest {
    private final KubeYaml yaml = new KubeYaml();

    @Test
    void scalarsAreThoseOfYaml11AsGoyamlKnowsThem() {
        assertThat(
                        read(
                                "a: 0400\nb: yes\nc: ~\nd: 1_000\ne: 1e3\nf: 0o17\ng: 1:30\nh: 2001-01-01\ni: 0x1F\nj: 08\nk:\n"))
                .isEqualTo(
                        json(
                                "{'a':256,'b':true,'c':null,'d':1000,'e':1000,'f':15,'g':'1:30','h':'2001-01-01','i':31,'j':8,'k':null}"));
    }

    @Test
    void numbersKeepAllTheirDigits() {
        assertThat(read("[18446744073709551615, 123456789012345678901234567890, 0.1234567890123456789012]"))
                .isEqualTo(JsonNodeFactory.instance
                        .arrayNode()
                        .add(new BigInteger("18446744073709551615"))
                        .add(new BigDecimal("1.2345678901234567890123456789E+29"))
                        .add(new BigDecimal("0.1234567890123456789012")));
    }

    @Test
    void aKeyAfterAMergeOverridesAndTheFirstOfAListOfMergesWins() {
        assertThat(read("x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 3\n")
                        .get("z"))
                .isEqualTo(json("{'a':3,'b':1,'c':2}"));
    }

    @Test
    void keysKeepTheirOrder() {
        assertThat(read("z: 1\na: 2\nm: 3\n").propertyNames()).containsExactly("z", "a", "m");
    }

    @Test
    void documentsWithoutContentAreLeftOutAndTheOthersKnowTheirLine() {
        List<Document> documents = yaml.read("# nothing\n---\na: 1\n---\n---\nnull\n---\n\nb: 2\n", "f");
        assertThat(documents).extracting(Document::index).containsExactly(0, 1);
        assertThat(documents).extracting(Document::line).containsExactly(3, 9);
    }

    @Test
    void severalJsonValuesAreSeveralDocuments() {
        List<Document> documents = yaml.read("{\"a\": 1}\n{\"b\": 1.10}\n", "f");
        assertThat(documents).extracting(Document::format).containsOnly(Format.JSON);
        assertThat(documents).extracting(Document::line).containsExactly(1, 2);
        assertThat(documents.get(1).content()).isEqualTo(read("b: 1.1"));
    }

    @Test
    void nodesKnowTheirPlace() {
        PositionedNode root =
                yaml.readPositioned("---\na: 1\nb:\n  - x\n  - {c: y}\n", "f").getFirst();
        assertThat(root).isInstanceOfSatisfying(PositionedNode.Mapping.class, mapping -> {
            PositionedNode.Entry b = List.copyOf(mapping.entries().values()).get(1);
            assertThat(List.of(b.line(), b.column(), b.value().line(), b.value().column()))
                    .containsExactly(3, 1, 4, 3);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a: 1~  b: 2              | f.yaml:2:4: a ": " cannot stand here; quote the value, or check the indentation
                    a: 1~b                   | f.yaml:3:1: a ":" is missing after this key
                    a:~- b: 1~ - c           | f.yaml:3:2: this does not fit the block that it stands in; check the indentation
                    1: 1~b: 2~"1": 3         | f.yaml:3:1: the key "1" is there twice, first in line 1, as a different key; kubectl takes either value at random
                    1: 1~b: 2~1.0: 3         | f.yaml:3:1: the key "1" is there twice, first in line 1, as a different key; kubectl takes either value at random
                    a: 1~---~b: *x           | f.yaml:3:4: document 2: the anchor "x" is not defined before this
                    a: 1~---~~b: &x [*x]     | f.yaml:4:8: document 2: the anchor "x" contains itself
                    a: [1, 2                 | f.yaml:2:1: the text ends inside brackets, or a value is missing
                    a: "b                    | f.yaml:2:1: the text ends inside quotes
                    a:~<TAB>b: c             | f.yaml:2:1: a tab cannot indent a line; use spaces
                    -<TAB>a                  | f.yaml:1:2: a tab cannot stand between an indicator and its value; use a space
                    a: .inf                  | f.yaml:1:4: infinity and not-a-number have no JSON form
                    a: !!int x               | f.yaml:1:4: "x" is not a whole number, as its tag says
                    a: {<<: 1}               | f.yaml:1:9: "<<" needs a mapping, or a list of mappings
                    ? [a]~: b                | f.yaml:1:3: a mapping or a list cannot be a key
                    --- a                    | f.yaml:1:4: only a comment may follow "---" on its line
                    a: 1~...~b: 2            | f.yaml:3:1: the document has ended before this; what follows would be ignored
                    a: "x\\U00110000"        | f.yaml:1:8: an escape stands for no character: it is beyond \\U0010FFFF
                    a: "x\\U9001f600"        | f.yaml:1:8: an escape stands for no character: it is beyond \\U0010FFFF
                    a: <BEL>                 | f.yaml:1:4: the character U+0007 is not allowed
                    {"a": 1, "a": 2}         | f.yaml:1:13: this is no JSON: Duplicate Object property "a"
                    {"a": 1e999}             | f.yaml:1:1: a number in this JSON is larger than Kubernetes can hold
                    {"a": 1e99999999999}     | f.yaml:1:1: a number in this JSON is larger than Kubernetes can hold
                    {"a": 1,                 | f.yaml:2:1: this is no JSON: Unexpected end-of-input within/between Object entries
                    """)
    void anErrorIsOneLineWithFileDocumentLineColumnAndReason(String text, String message) {
        String real = text.replace('~', '\n').replace("<TAB>", "\t").replace("<BEL>", "\u0007");
        assertThatThrownBy(() -> yaml.read(real, "f.yaml"))
                .isInstanceOf(YamlException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a: 1~b: 2~a: 3                  | {'a': 3, 'b': 2}        | 3:1 a 1
                    a: 1~a: 2~a: 3                  | {'a': 3}                | 2:1 a 1, 3:1 a 1
                    a: {x: 1}~a: {z: 2}             | {'a': {'z': 2}}         | 2:1 a 1
                    a: 1~a:                         | {'a': null}             | 2:1 a 1
                    1: a~0x1: b                     | {'1': 'b'}              | 2:1 1 1
                    1.5: a~1.50: b                  | {'1.5': 'b'}            | 2:1 1.5 1
                    "a": 1~a: 2                     | {'a': 2}                | 2:1 a 1
                    - {a: 1, a: 2}~- {a: 1}         | [{'a': 2}, {'a': 1}]    | 1:10 a 1
                    x: &x {a: 1, a: 2}~v: *x~z: *x  | {'x': {'a': 2}, 'v': {'a': 2}, 'z': {'a': 2}} | 1:14 a 1
                    x: &x {a: 1}~v: {<<: *x, a: 2}  | {'x': {'a': 1}, 'v': {'a': 2}} |
                    {a: 1, a: 2}                    | {'a': 2}                | 1:8 a 1
                    """)
    void ofAKeyThatIsThereTwiceTheLastValueCountsAndEachPlaceIsSaid(String text, String content, String places) {
        Document document = yaml.read(text.replace('~', '\n'), "f").getFirst();
        assertThat(document.content()).isEqualTo(json(content));
        assertThat(document.duplicates())
                .extracting(d -> d.line() + ":" + d.column() + " " + d.key() + " " + d.earlier())
                .containsExactly(places == null ? new String[0] : places.split(", "));
        if (places != null) {
            assertThatThrownBy(() -> yaml.readPositioned(text.replace('~', '\n'), "f"))
                    .isInstanceOf(YamlException.class)
                    .hasMessageContaining("is there twice");
        }
    }

    @Test
    void whatCannotBeReadHidesNoOtherDocument() {
        KubeYaml.ReadStream stream = yaml.readEach("a: 1\n---\nb: [\n---\nc: 3\n---\nd: }\n", "f.yaml");
        assertThat(stream.documents()).extracting(Document::index).containsExactly(0, 2);
        assertThat(stream.documents()).extracting(Document::line).containsExactly(1, 5);
        assertThat(stream.unreadable()).extracting(YamlException::document).containsExactly(2, 4);
        assertThat(yaml.readEach("{\"a\": 1, \"a\": 2}\n---\nb: 1\n", "f").documents())
                .hasSize(1);
    }

    @Test
    void aliasesCannotMultiplyWithoutEnd() {
        String bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
        for (char c = 'b'; c < 'k'; c++) {
            char before = (char) (c - 1);
            bomb += c + ": &" + c + " [" + ("*" + before + ", ").repeat(9) + "*" + before + "]\n";
        }
        String text = bomb;
        assertThatThrownBy(() -> yaml.read(text, "f"))
                .hasMessageContaining("too much of the document comes from aliases");
    }

    @Test
    void longTextsNeedNoDeepStack() {
        String backslashes = "\\\\".repeat(50_000);
        for (String text : List.of(
                "a: \"" + backslashes + "\"",
                "a: |\n" + "\n".repeat(100_000) + "  x",
                "a: ." + "1_".repeat(50_000) + "1",
                "- ".repeat(300) + "\"x\"\t# c",
                "a: " + "1:".repeat(50_000) + "1",
                "a: " + "1.".repeat(50_000) + "1")) {
            JsonNode tree = read(text);
            assertThat(read(new KubeYamlWriter().write(tree, Format.YAML))).isEqualTo(tree);
        }
    }

    @Test
    void aLongDecimalIsReadAsTheDoubleThatItIs() {
        assertThat(read("a: 0." + "1".repeat(998)).get("a").asString()).hasSize(1000);
        assertThat(read("a: 0." + "1".repeat(999)).get("a").asString()).isEqualTo("0.1111111111111111");
        // Would take minutes digit by digit.
        assertThat(read("a: 0." + "1".repeat(2_000_000)).get("a").asString()).isEqualTo("0.1111111111111111");
    }

    @Test
    void tabsBetweenTokensAreTakenUpToALimit() {
        assertThat(read("k:\tv\n".replace("k", "a")).get("a").asString()).isEqualTo("v");
        String tabs =
                IntStream.range(0, 3000).mapToObj("key%d:\tv\n"::formatted).collect(Collectors.joining());
        assertThat(read(tabs.substring(0, tabs.indexOf("key500:")))).hasSize(500);
        assertThatThrownBy(() -> yaml.read(tabs, "f"))
                .hasMessageContaining("too many tabs stand between keys and their values; use spaces");
    }

    @Test
    void nestingIsLimited() {
        assertThatThrownBy(() -> yaml.read("[".repeat(100_000), "f"))
                .hasMessageContaining("nested deeper than 400 levels");
        assertThatThrownBy(() -> yaml.read("{\"a\":".repeat(100_000), "f"))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("nested");
    }

    private JsonNode read(String text) {
        List<Document> documents = yaml.read(text, "f");
        assertThat(documents).hasSize(1);
        return documents.getFirst().content();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
