package alluxio.admission.manifest.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Random JSON trees with strings that are hard to write as YAML. */
final class RandomTrees {
    private static final List<String> WORDS = List.of(
            "",
            " ",
            "a",
            "b c",
            "yes",
            "No",
            "on",
            "y",
            "null",
            "~",
            "0400",
            "0o17",
            "0b1",
            "0x1F",
            "1e3",
            "1E+25",
            ".5",
            "5.",
            "1_0",
            "1:30",
            "190:20:30.15",
            "2001-01-01",
            "2001-12-14t21:59:43.10-05:00",
            ".inf",
            "-.Inf",
            ".nan",
            "true",
            "=",
            "<<",
            "- a",
            "-",
            "--",
            "---",
            "--- a",
            "...",
            "?",
            "? a",
            ":",
            ": a",
            "a:",
            "a: b",
            "a:b",
            "a #b",
            "a#b",
            "#",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "'a'",
            "\"a\"",
            "a\"b'c\\d",
            "[a]",
            "{a}",
            "a,b",
            "\\n",
            "\n",
            "\n\n",
            "a\n",
            "a\nb",
            "a\nb\n\n",
            "\na",
            " a\nb",
            "a \nb",
            "a\n b\n",
            "a\n \nb",
            "a\n\n\tb",
            "\ta",
            "a\t",
            "a\tb",
            "a\r\nb",
            "\r",
            "\u0000",
            "\u0001",
            "\u001b[0m",
            "\u007f",
            "\u0085",
            "a\u0085b\nc",
            "\u00a0",
            "\u2028",
            "a\u2029b\nc",
            "\ufeff",
            "\ufeffa",
            "a\ufeff\nb",
            "\ufffe",
            "😀",
            "a😀b\nc",
            "é",
            "日本",
            "+",
            "+1",
            "-1",
            "-a",
            "--flag=x",
            "10.0.0.7",
            "2.9.6",
            "0.1.",
            "1,000",
            "x".repeat(300),
            "x y ".repeat(400),
            "k".repeat(1100),
            "\"".repeat(700),
            "# c\nb",
            "---\na",
            "a\n---\nb",
            "a\n...\n",
            "key: |\n  x\n",
            "%YAML 1.1",
            "{\"a\": 1}",
            "é\u0301",
            "a  b",
            "false ",
            " true",
            "0",
            "-0",
            "1.0",
            "٣",
            "Ａ",
            "０",
            "0_",
            "_0",
            "e3",
            "1e",
            "0x",
            "0b",
            "0o");

    private RandomTrees() {}

    static List<JsonNode> trees(int count, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return IntStream.range(0, count).mapToObj(i -> tree(random, 4)).toList();
    }

    private static JsonNode tree(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 10)) {
            case 0 -> number(random);
            case 1 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case 2 -> random.nextInt(3) == 0 ? JsonNodeFactory.instance.nullNode() : string(random);
            case 3, 4, 5 -> string(random);
            case 6 -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                IntStream.range(0, random.nextInt(4)).forEach(i -> array.add(tree(random, depth - 1)));
                yield array;
            }
            default -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                IntStream.range(0, random.nextInt(5)).forEach(i -> object.set(text(random), tree(random, depth - 1)));
                yield object;
            }
        };
    }

    private static JsonNode string(RandomGenerator random) {
        return JsonNodeFactory.instance.stringNode(text(random));
    }

    private static String text(RandomGenerator random) {
        if (random.nextInt(4) > 0) {
            return WORDS.get(random.nextInt(WORDS.size()));
        }
        StringBuilder out = new StringBuilder();
        IntStream.range(0, random.nextInt(1, 5)).forEach(i -> {
            if (random.nextInt(3) == 0) {
                int c = random.nextInt(random.nextBoolean() ? 0x100 : 0x11000);
                out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
            } else {
                out.append(WORDS.get(random.nextInt(WORDS.size())));
            }
        });
        return out.toString();
    }

    private static JsonNode number(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> JsonNumbers.integer(BigInteger.valueOf(random.nextInt(-5, 5000)));
            case 1 -> JsonNumbers.integer(BigInteger.valueOf(random.nextLong()));
            case 2 ->
                JsonNumbers.integer(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.valueOf(random.nextInt(1, 99))));
            case 3 ->
                JsonNumbers.decimal(BigDecimal.valueOf(random.nextDouble() * Math.pow(10, random.nextInt(-300, 300))));
            default -> JsonNumbers.decimal(BigDecimal.valueOf(random.nextInt(), random.nextInt(-5, 5)));
        };
    }
}
