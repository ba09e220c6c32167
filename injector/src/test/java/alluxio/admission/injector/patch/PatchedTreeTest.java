package alluxio.admission.injector.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.injector.patch.JsonPatch.Add;
import alluxio.admission.injector.patch.JsonPatch.PatchOperation;
import alluxio.admission.injector.patch.JsonPatch.Remove;
import alluxio.admission.injector.patch.JsonPatch.Replace;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A patch that is applied")
class PatchedTreeTest {
    private static final String POD = """
            {"a": {"b/c": 1, "d~e": [10, 20, 30]}, "list": [{"x": []}], "none": null}""";

    static Stream<List<PatchOperation>> changes() {
        return Stream.of(
                List.of(new Add("/new", json("{\"deep\": [1]}")), new Add("/new/deep/-", json("2"))),
                List.of(new Add("/a/b~1c", json("2")), new Remove("/a/d~0e/1"), new Add("/a/d~0e/0", json("5"))),
                List.of(new Replace("/a/d~0e/2", json("{}")), new Add("/a/d~0e/2/y", json("\"z\""))),
                List.of(new Add("/a/d~0e/3", json("40")), new Replace("/none", json("[]")), new Remove("/a/b~1c")),
                List.of(new Add("/list/0/x/-", json("[[]]")), new Add("/list/0/x/0/0/-", json("true"))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    @DisplayName("does what a library for patches does, and changes neither the tree nor itself")
    void asTheLibrary(List<PatchOperation> operations) {
        ObjectNode pod = (ObjectNode) json(POD);
        JsonPatch patch = new JsonPatch(operations);
        String text = patch.toJson().toString();
        ObjectNode patched = patch.appliedTo(pod);
        assertThat(patched).isEqualTo(io.fabric8.zjsonpatch.JsonPatch.apply(patch.toJson(), pod));
        assertThat(patched).isNotEqualTo(pod);
        assertThat(pod).isEqualTo(json(POD));
        assertThat(patch.toJson()).hasToString(text);
    }

    static Stream<PatchOperation> impossible() {
        return Stream.of(
                new Remove("/missing"),
                new Replace("/missing", json("1")),
                new Add("/missing/member", json("1")),
                new Add("/none/member", json("1")),
                new Add("/a/d~0e/4", json("1")),
                new Replace("/a/d~0e/3", json("1")),
                new Remove("/a/d~0e/-"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    @DisplayName("to a tree that has nothing at its path fails")
    void impossible(PatchOperation operation) {
        JsonPatch patch = new JsonPatch(List.of(operation));
        ObjectNode pod = (ObjectNode) json(POD);
        assertThatThrownBy(() -> patch.appliedTo(pod))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(operation.path());
    }

    /** The library takes the tilde first, and sets the member {@code /}. */
    @Test
    @DisplayName("reads escapes as RFC 6901 says")
    void escapes() {
        JsonPatch patch = new JsonPatch(List.of(new Add("/~01", json("1"))));
        assertThat(patch.appliedTo((ObjectNode) json("{}"))).isEqualTo(json("{\"~1\": 1}"));
    }

    @Test
    @DisplayName("and that is empty makes an equal tree")
    void empty() {
        assertThat(JsonPatch.EMPTY.appliedTo((ObjectNode) json(POD))).isEqualTo(json(POD));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
