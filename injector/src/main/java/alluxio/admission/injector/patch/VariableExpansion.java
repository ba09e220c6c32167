package alluxio.admission.injector.patch;

import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.view.Expansion;
import alluxio.admission.model.view.References;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Expands the references in one variable of a container as the kubelet does: each to the last entry of that name before it in
 * {@code env}. Only what the variable needs is expanded. Source: {@code makeEnvironmentVariables} in the kubelet.
 */
final class VariableExpansion {
    /** Fields of the pod that hold free text; all others are names, numbers and addresses, which hold no options. */
    private static final String FREE_TEXT = "metadata.annotations";

    private final PodElement container;
    private final ArrayNode env;
    private final Expansion expansion;
    private final Map<String, String> values = new HashMap<>();
    private boolean beyond;

    private VariableExpansion(PodElement container) {
        this.container = container;
        this.env = container.list("env");
        // Each container may have the least that references may add: it is more than four times what JDK 8 reads.
        this.expansion = new Expansion(Integer.MAX_VALUE, container.budget());
    }

    /** The value of the entry at this position. */
    static ExpandedVariable of(PodElement container, int position) {
        String written = container.list("env").path(position).path("value").stringValue("");
        container.budget().spendText(written.length());
        return written.indexOf('$') < 0
                ? new ExpandedVariable(written, Optional.empty())
                : new VariableExpansion(container).expand(position, written);
    }

    private ExpandedVariable expand(int position, String written) {
        for (int index : needed(position)) {
            JsonNode entry = env.path(index);
            String name = entry.path("name").stringValue("");
            values.put(name, value(name, entry));
        }
        String result = values.getOrDefault(env.path(position).path("name").stringValue(""), "");
        return beyond
                ? new ExpandedVariable(written, Optional.of("references that add more text than is expanded"))
                : ExpandedVariable.ofMarked(result);
    }

    /** The positions of the entries that the one at this position rests on, and its own, in their order. */
    private Deque<Integer> needed(int position) {
        Deque<Integer> needed = new ArrayDeque<>();
        Set<String> names = new HashSet<>();
        names.add(env.path(position).path("name").stringValue(""));
        for (int index = position; index >= 0 && !names.isEmpty(); index--) {
            JsonNode entry = env.path(index);
            if (names.remove(entry.path("name").stringValue(""))) {
                needed.addFirst(index);
                String text = entry.path("value").stringValue("");
                container.budget().spendText(text.length());
                References.names(text, names::add);
            }
        }
        return needed;
    }

    private String value(String name, JsonNode entry) {
        JsonNode from = entry.path("valueFrom");
        if (from.isObject()) {
            boolean known = from.path("resourceFieldRef").isObject()
                    || (from.path("fieldRef").isObject()
                            && !from.path("fieldRef")
                                    .path("fieldPath")
                                    .stringValue("")
                                    .startsWith(FREE_TEXT));
            return known ? "$(" + name + ")" : ExpandedVariable.unknown(name);
        }
        Optional<String> text = expansion
                .kubelet(entry.path("value").stringValue(""), this::earlier)
                .text();
        beyond |= text.isEmpty();
        return text.orElse("");
    }

    /** The value of an earlier entry. Without one, envFrom may supply it; else the reference stays, or is an address of a Service. */
    private Optional<String> earlier(String name) {
        return Optional.ofNullable(values.get(name))
                .or(() -> Optional.of(ExpandedVariable.unknown(name))
                        .filter(_ -> EnvironmentVariables.maySupply(container, name)));
    }
}
