package alluxio.admission.manifest.yaml;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/** Random texts out of YAML's own building blocks: some are valid, and no two readers agree on the rest by chance. */
final class RandomDocuments {
    private static final List<String> PIECES = List.of(
            "a", "b", "k1", "0400", "yes", "~", "1_0", ".5", "\"q\"", "'s'", "\"\\t\"", "-", "- ", ": ", ":", ",", ", ",
            "[", "]", "{", "}", "\n", "\n", "\n", "\n  ", "\n  ", "\n    ", " ", " ", "\t", "#", " # c", "|", "|-", ">",
            "|2", "&x ", "*x", "&y ", "*y", "!!str ", "!!int ", "! ", "<<", "<<: ", "? ", "\n- ", "\n- ", "\na: ",
            "\nb: ", "\n  c: ", "\n  - ", "\n---\n", "%", "@", "é", "x y");

    private RandomDocuments() {}

    static List<String> texts(int count, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return IntStream.range(0, count).mapToObj(i -> text(random)).toList();
    }

    private static String text(RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        int pieces = random.nextInt(1, 16);
        for (int i = 0; i < pieces; i++) {
            out.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return out.toString();
    }
}
