package alluxio.admission.webhook.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class JsonTreeReaderTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private final JsonTreeReader reader = new JsonTreeReader();

    static Stream<String> shapes() {
        return JsonShapes.all(16).keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyShapeIsReadAsJacksonReadsItAndWrittenAsItWas(String shape) throws Exception {
        byte[] body = JsonShapes.of(shape, 100_000);
        JsonNode read = reader.read(body);

        assertThat(read).isEqualTo(JSON.readTree(body));
        assertThat(JSON.readTree(body)).isEqualTo(read);
        if (!shape.endsWith("escapes")) {
            assertThat(new String(JSON.writeValueAsBytes(read.deepCopy()), UTF_8))
                    .isEqualTo(new String(body, UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {               | it ends too early
            {"a":           | it ends too early
            {"a":"b         | it ends too early
            {"a":}          | unexpected text at line 1, column 6
            {"a":1,"a":2}   | a key is there twice in one object at line 1, column 12
            {} {}           | there is something after its end at line 1, column 4
            {}x             | unexpected text at line 1, column 3
            {'a':1}         | unexpected text at line 1, column 2
            [01]            | unexpected text at line 1, column 3
            {"a":NaN}       | unexpected text at line 1, column 9
            {"a":"\\ud800"} | a string has half of a surrogate pair at line 1, column 6
            {"a":"\\uŤ800"} | an escape has something else than digits at byte 8
            {"a":"\\uİ041"} | an escape has something else than digits at byte 8
            {"\\udc00":1}   | unexpected text at line 1, column 9
            """)
    void invalidJsonIsRefusedWithItsPosition(String body, String said) {
        assertThatThrownBy(() -> reader.read(body.replace("\\\\", "\\").getBytes(UTF_8)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage("the body is not valid JSON: " + said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "efbbbf7b7d", // a byte order mark
                "c0af", // overlong
                "e08080", // overlong
                "f0808080", // overlong
                "eda080", // half of a surrogate pair
                "f4908080", // beyond Unicode
                "f8888080", // five bytes
                "80", // a continuation without a beginning
                "e282", // cut off
                "ff"
            })
    void onlyUtf8IsRead(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] body = new byte[bytes.length + 4];
        System.arraycopy("[\"".getBytes(UTF_8), 0, body, 0, 2);
        System.arraycopy(bytes, 0, body, 2, bytes.length);
        System.arraycopy("\"]".getBytes(UTF_8), 0, body, 2 + bytes.length, 2);

        assertThatThrownBy(() -> reader.read(hex.startsWith("efbbbf") ? bytes : body))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(
                        hex.startsWith("efbbbf")
                                ? "the body begins with a byte order mark; only UTF-8 without one is read"
                                : "the body is not UTF-8 at byte 2; only UTF-8 is read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void otherEncodingsAreNotGuessed(String encoding) {
        assertThatThrownBy(() -> reader.read("{\"a\":1}".getBytes(Charset.forName(encoding))))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageMatching("the body is not UTF-8 at byte [01]; only UTF-8 is read");
    }

    @Test
    void utf8IsValidatedAsByTheJdk() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(5)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                bytes[0] = (byte) (0xC0 | random.nextInt(64));
            }
            boolean decodes;
            try {
                UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
                decodes = true;
            } catch (java.nio.charset.CharacterCodingException e) {
                decodes = false;
            }
            assertThat(Utf8Check.firstInvalid(bytes) < 0)
                    .as(HexFormat.of().formatHex(bytes))
                    .isEqualTo(decodes);
        }
    }

    /** Bytes are changed at random: what is read is what Jackson reads, and what is refused is no JSON or not ours. */
    @Test
    void acceptsNothingThatJacksonRefusesAndReadsItTheSame() {
        Random random = new Random(11);
        byte[] seed = "{\"a\":[1,-2.5e3,true,null,{\"b\":\"x\\u00e4\\n\"}],\"c\":{},\"d\":[[]]}".getBytes(UTF_8);
        String characters = "{}[]\",:0123e+-.tfn\\u ";
        int accepted = 0;
        for (int i = 0; i < 40_000; i++) {
            byte[] body = seed.clone();
            for (int change = 0; change < 1 + i % 3; change++) {
                body[random.nextInt(body.length)] = (byte) characters.charAt(random.nextInt(characters.length()));
            }
            try {
                JsonNode read = reader.read(body);
                accepted++;
                assertThat(read).isEqualTo(JSON.readTree(body));
            } catch (MalformedJsonException e) {
                assertThat(e.getMessage())
                        .doesNotContain("Jackson", "Stream", "Source", "tools.")
                        .hasSizeLessThan(150);
                assertThat(isUnusualJson(body) || !isJson(body))
                        .as(new String(body, UTF_8) + ": " + e)
                        .isTrue();
            }
        }
        assertThat(accepted).isGreaterThan(1_000);
    }

    private static boolean isJson(byte[] body) {
        try {
            JSON.readTree(body);
            return true;
        } catch (JacksonException | NumberFormatException e) {
            return false;
        }
    }

    private static boolean isUnusualJson(byte[] body) {
        JsonMapper strict = JsonMapper.builder()
                .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        String text = new String(body, UTF_8);
        try {
            strict.readTree(body);
            return text.matches("(?s).*[eE][+-]?[0-9]{4,}.*") || text.contains("\\ud");
        } catch (JacksonException | NumberFormatException e) {
            return true;
        }
    }

    @Test
    void limitsAreExact() throws Exception {
        assertThat(reader.read(nested(JsonTreeReader.DEEPEST))).isNotNull();
        assertRefused(
                nested(JsonTreeReader.DEEPEST + 1),
                "the body nests objects and lists more than 256 deep at line 1, column 257");
        assertRefused(
                "[".repeat(100_000).getBytes(UTF_8),
                "the body nests objects and lists more than 256 deep at line 1, column 257");

        String number = "1".repeat(JsonTreeReader.LONGEST_NUMBER);
        assertThat(reader.read(number.getBytes(UTF_8)).asString()).isEqualTo(number);
        assertRefused(
                (number + "1").getBytes(UTF_8),
                "the body has a number of more than 128 characters at line 1, column 1");
        assertRefused(
                "1".repeat(3 << 20).getBytes(UTF_8),
                "the body has a number of more than 128 characters at line 1, column 1");

        assertThat(reader.read("1e-999".getBytes(UTF_8)).decimalValue()).isEqualTo("1E-999");
        assertThat(reader.read("1e+00999".getBytes(UTF_8)).decimalValue()).isEqualTo("1E+999");
        assertRefused(
                "[1e1000]".getBytes(UTF_8),
                "the body has a number with an exponent of more than 3 digits at line 1, column 2");
        assertRefused(
                "1e99999999999".getBytes(UTF_8),
                "the body has a number with an exponent of more than 3 digits at line 1, column 1");
    }

    @Test
    void managedFieldsAreLeftOutOfMetadataAlone() throws Exception {
        String review = """
                {"request":{"object":{"metadata":{"name":"a","managedFields":[{"f:a":{},"f:a":{}}],"labels":{"managedFields":"b"}},
                "data":{"managedFields":"text"},"spec":{"x":{"managedFields":[1]}}}}}""";
        JsonNode read = reader.read(review.getBytes(UTF_8));

        assertThat(read.at("/request/object")).isEqualTo(JSON.readTree("""
                        {"metadata":{"name":"a","labels":{"managedFields":"b"}},
                        "data":{"managedFields":"text"},"spec":{"x":{"managedFields":[1]}}}"""));
    }

    /** Objects are changed by the injector; here they are as Jackson's own. */
    @Test
    void objectsBehaveAsJacksonsOwn() throws Exception {
        Random random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            ObjectNode ours = (ObjectNode) reader.read("{}".getBytes(UTF_8));
            ObjectNode theirs = JSON.createObjectNode();
            for (int step = 0; step < 30; step++) {
                String key = "k" + random.nextInt(12);
                switch (random.nextInt(5)) {
                    case 0 -> assertThat((Object) ours.remove(key)).isEqualTo(theirs.remove(key));
                    case 1 -> {
                        int drop = random.nextInt(12);
                        ours.removeIf(value -> value.asInt() % 12 == drop);
                        theirs.removeIf(value -> value.asInt() % 12 == drop);
                    }
                    default -> {
                        ours.put(key, step);
                        theirs.put(key, step);
                    }
                }
                assertThat(ours).isEqualTo(theirs).hasToString(theirs.toString());
                assertThat(ours.size()).isEqualTo(theirs.size());
                assertThat((Object) ours.get(key)).isEqualTo(theirs.get(key));
            }
            assertThat(ours.deepCopy()).isEqualTo(theirs).hasToString(theirs.toString());
        }
    }

    private void assertRefused(byte[] body, String said) {
        assertThatThrownBy(() -> reader.read(body))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(said);
    }

    private static byte[] nested(int deep) {
        return ("[".repeat(deep) + "]".repeat(deep)).getBytes(UTF_8);
    }
}
