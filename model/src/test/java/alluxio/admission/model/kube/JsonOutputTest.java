package alluxio.admission.model.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class JsonOutputTest {
    private static final JsonMapper JACKSON = new JsonMapper();
    private static final String CHARACTERS = "ab/\"\\\n\r\t\b\f\u0000\u001f\u007f é\u00ff\u07ff日\u2028\uffff";

    @Test
    void writesTreesAsJacksonDoes() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            JsonNode tree = tree(random, 4);

            assertThat(new String(new JsonOutput(1).node(tree).toBytes(), UTF_8))
                    .isEqualTo(new String(JACKSON.writeValueAsBytes(tree), UTF_8));
        }
    }

    @Test
    void writesMembersAndBytes() {
        ObjectNode tree = JACKSON.createObjectNode().put("a", "x").put("n", -5L).put("ok", true);
        tree.putObject("empty");
        tree.putArray("list").add("y").add("z");
        tree.put("bytes", "a patch".getBytes(UTF_8));

        JsonOutput written = new JsonOutput(4)
                .beginObject()
                .member("a", "x")
                .name("n")
                .number(-5)
                .name("ok")
                .flag(true);
        written.name("empty").beginObject().endObject();
        written.name("list").beginArray().text("y").text("z").endArray();
        written.name("bytes").base64("a patch".getBytes(UTF_8)).endObject();

        int size = written.size();
        assertThat(written.toText()).isEqualTo(new String(JACKSON.writeValueAsBytes(tree), UTF_8));
        assertThat(size).isEqualTo(written.toBytes().length);
    }

    private static JsonNode tree(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth == 0 ? 7 : 9)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextInt());
            case 3 -> nodes.numberNode(random.nextLong());
            case 4 -> nodes.numberNode(new BigInteger(70, random));
            case 5 -> nodes.numberNode(new BigDecimal(random.nextInt()).scaleByPowerOfTen(random.nextInt(20) - 10));
            case 6 -> nodes.stringNode(text(random));
            case 7 -> {
                ObjectNode object = nodes.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(text(random), tree(random, depth - 1));
                }
                yield object;
            }
            default -> {
                ArrayNode array = nodes.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(tree(random, depth - 1));
                }
                yield array;
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return random.nextInt(5) == 0 ? text + "😀" : text.toString();
    }
}
