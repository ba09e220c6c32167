package alluxio.admission.app.generated;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values that are rare in pods and easily forgotten: nulls, empty lists, unknown fields, other scripts. */
final class OddValues {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "value",
            "日本",
            "a\nb",
            "\"quoted\"",
            "é\u0301",
            "😀",
            "$(HOME)",
            "$$",
            "\\",
            "a,b",
            "~",
            "{}",
            "true");

    /** Objects whose members Kubernetes wants to be strings. */
    private static final List<String> STRING_MAPS = List.of("labels", "annotations", "nodeSelector");

    private final SeededRandom random;
    private final boolean valid;

    OddValues(SeededRandom random, boolean valid) {
        this.random = random;
        this.valid = valid;
    }

    String text() {
        return random.pick(TEXTS);
    }

    /** A list or object without content, in one of the ways in which that is written: mostly, by not writing it. */
    void nothing(ObjectNode owner, String member) {
        switch (random.below(10)) {
            case 0 -> owner.putNull(member);
            case 1 -> {
                if (member.equals("annotations") || member.equals("affinity")) {
                    owner.putObject(member);
                } else {
                    owner.putArray(member);
                }
            }
            default -> {}
        }
    }

    /** Whether this pod makes a mistake here that the API server would find. */
    boolean mistake(int percent) {
        return !valid && random.percent(percent);
    }

    /** Unknown fields and nulls at any level, in one pod of a few. */
    void sprinkle(ObjectNode pod) {
        if (random.percent(25)) {
            sprinkle(pod, "");
        }
    }

    private void sprinkle(JsonNode node, String name) {
        if (node instanceof ArrayNode array) {
            array.forEach(item -> sprinkle(item, ""));
        } else if (node instanceof ObjectNode object && !STRING_MAPS.contains(name)) {
            object.properties().stream().toList().forEach(e -> sprinkle(e.getValue(), e.getKey()));
            if (random.percent(20)) {
                switch (random.below(3)) {
                    case 0 -> object.putNull("xNull");
                    case 1 -> object.putArray("xList").addNull().addObject().put("deep", 1.50);
                    default -> object.putObject("x~/y").put("big", Long.MAX_VALUE);
                }
            }
        }
    }
}
