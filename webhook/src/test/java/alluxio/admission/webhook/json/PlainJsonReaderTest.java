package alluxio.admission.webhook.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PlainJsonReaderTest {

    /** What Go writes; JsonTreeReaderTest compares what is read of any bytes with Jackson. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " [ ] ",
                "0",
                "-7",
                "420",
                "2147483648",
                "-9223372036854775",
                "{\"a\":[true,false,null],\"b\":{\"c\":\"\"}}",
                "\"if [ 1 \\u003c 2 \\u0026\\u0026 x ]; then\\n\\techo \\\"\\\\\\/\\b\\f\\r\\\"\"",
                "{\"é ü 日本 😀\":\"\\u00e9 \\u65e5 é 😀\"}"
            })
    void readsWhatApiServersWrite(String text) {
        assertThat(read(text)).isEqualTo(JsonMapper.shared().readTree(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1",
                "\"a",
                "{\"a\"",
                "{\"a\":1,}",
                "[1,]",
                "[1 2]",
                "{\"a\":1,\"a\":2}",
                "nul",
                "nulll",
                "01",
                "-",
                "-0",
                "1.5",
                "1e3",
                "1234567890123456789",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\ud83d\\ude00\"",
                "\"a\nb\"",
                "\"\\n\tb\"",
                "{} {}",
                "\uFEFF{}"
            })
    void leavesTheRestToTheGeneralParser(String text) {
        assertThat(read(text)).isNull();
    }

    @Test
    void aNameIsOneString() {
        JsonNode read = read("[{\"name\":1},{\"name\":2},{\"n\\u0061me\":3},{\"n\\u0061me\":4}]");

        assertThat(name(read, 0)).isSameAs(name(read, 1));
        assertThat(name(read, 2)).isSameAs(name(read, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"f:a\":{\".\":{}},\"k\":[1,true,null]}]|true",
                "[{\"f:a\":\"\\n\"}]|true",
                "[{\"f:a\"}]|false",
                "[{\"f:a\":\"\\x\"}]|false",
                "[{\"f:a\":1,}]|false",
                "[[]|false"
            })
    void managedFieldsAreValidatedThoughTheyAreSkipped(String fieldsAndValid) {
        String[] parts = fieldsAndValid.split("\\|", -1);
        String review = "{\"request\":{\"object\":{\"metadata\":{\"managedFields\":" + parts[0] + ",\"name\":\"a\"}}}}";

        JsonNode read = read(review);

        assertThat(read != null).isEqualTo(Boolean.parseBoolean(parts[1]));
        if (read != null) {
            assertThat(read.at("/request/object/metadata")).hasToString("{\"name\":\"a\"}");
        }
    }

    private static @Nullable JsonNode read(String text) {
        return PlainJsonReader.read(text.getBytes(UTF_8), new CompactNodes());
    }

    private static String name(@Nullable JsonNode list, int at) {
        return list != null && list.get(at) instanceof ObjectNode object
                ? object.propertyNames().iterator().next()
                : "none";
    }
}
