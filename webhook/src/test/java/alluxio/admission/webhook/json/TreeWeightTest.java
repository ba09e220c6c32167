package alluxio.admission.webhook.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TreeWeightTest {
    private static final int SIZE = 2 << 20;

    /** Of this JVM, whose collector gives large arrays whole regions. */
    private static final int NOISE = 1 << 20;

    private final JsonTreeReader reader = new JsonTreeReader();

    static Stream<String> shapes() {
        return JsonShapes.all(16).keySet().stream();
    }

    /** What is in memory after a collection, so garbage does not count. */
    @ParameterizedTest
    @MethodSource("shapes")
    void noTreeTakesMoreMemoryThanItsWeight(String shape) throws Exception {
        byte[] body = JsonShapes.of(shape, SIZE);
        long weight = TreeWeight.of(body);
        long before = used();
        JsonNode tree = reader.read(body);
        JsonNode copy = tree.deepCopy();
        long taken = used() - before;

        System.out.printf(
                Locale.ROOT,
                "%-24s %5.1f bytes of memory a byte, weight %5.1f%n",
                shape,
                (double) taken / body.length,
                (double) weight / body.length);
        assertThat(copy).isEqualTo(tree);
        assertThat(taken).isLessThanOrEqualTo(weight + NOISE);
    }

    @Test
    void skippedManagedFieldsWeighNothing() {
        String fields = "[" + "{\"f:a\":{},\"k\":[1,\"x\"]},".repeat(1_000) + "1]";
        String review = "{\"request\":{\"object\":{\"metadata\":{\"managedFields\":%s}}}}";

        assertThat(weight(review.formatted(fields))).isLessThan(weight(review.formatted("[]")) + 200);
        assertThat(weight(review.replace("metadata\":{", "metadata\":{\"a\":{")
                        .replace("}}}", "}}}}")
                        .formatted(fields)))
                .isGreaterThan(100_000);
    }

    /** A text that is no JSON weighs what is read of it before its mistake, however it goes on. */
    @ParameterizedTest
    @ValueSource(strings = {":", "\":", "\"a\":", "]", "}", ",", "\\", "x", "]:", "\"\":,"})
    void textAfterAnErrorNeverReducesTheWeight(String rest) {
        String begun = "[" + "{\"a\":[\"b\"]},".repeat(10_000) + "\"";
        long whole = weight(begun);

        assertThat(weight(begun + rest.repeat(100_000))).isGreaterThanOrEqualTo(whole - 1_000);
    }

    private static long weight(String json) {
        return TreeWeight.of(json.getBytes(UTF_8));
    }

    private static long used() {
        for (int i = 0; i < 2; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
