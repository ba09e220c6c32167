package alluxio.admission.app.injection;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What other webhooks do to the variables of all containers of a pod. */
enum NeighbouringVariables {
    /** OpenTelemetry's operator, Datadog's and others append to the variable, or add it. */
    APPEND {
        @Override
        void change(ArrayNode env) {
            extend(env, "", AGENT);
        }
    },
    PREPEND {
        @Override
        void change(ArrayNode env) {
            extend(env, AGENT, "");
        }
    },
    /** Between two options. */
    INSERT {
        @Override
        void change(ArrayNode env) {
            ObjectNode entry = last(env);
            String value = entry.path("value").stringValue("");
            int space = value.indexOf(" -D", value.length() / 3);
            if (space >= 0 && value.indexOf('"') < 0 && value.indexOf('\'') < 0) {
                entry.put("value", value.substring(0, space) + " " + AGENT + value.substring(space));
            }
        }
    },
    /** A second entry, which refers to the first. */
    SECOND_ENTRY {
        @Override
        void change(ArrayNode env) {
            if (last(env).has("value")) {
                env.addObject().put("name", NAME).put("value", "$(" + NAME + ") " + AGENT);
            }
        }
    },
    /** Merges lists by name, as some do, and leaves them in another order. */
    REORDER {
        @Override
        void change(ArrayNode env) {
            List<JsonNode> items = List.copyOf(env.valueStream().toList()).reversed();
            boolean named = items.stream()
                    .allMatch(item -> item.path("value").stringValue("").indexOf('$') < 0
                            || item.path("name").stringValue("").equals(NAME));
            if (named
                    && items.stream().map(item -> item.path("name")).distinct().count() == items.size()) {
                env.removeAll();
                env.addAll(items);
            }
        }
    },
    /** The whole value once more. */
    DUPLICATE {
        @Override
        void change(ArrayNode env) {
            ObjectNode entry = last(env);
            if (entry.has("value")) {
                String value = entry.path("value").stringValue("");
                entry.put("value", value + " " + value);
            }
        }
    };

    static final String AGENT = "-javaagent:/otel/javaagent.jar";
    private static final String NAME = "JAVA_TOOL_OPTIONS";

    abstract void change(ArrayNode env);

    /** Changes every container of the pod that has the variable. */
    ObjectNode apply(ObjectNode pod) {
        ObjectNode changed = pod.deepCopy();
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : changed.path("spec").path(list)) {
                if (container.path("env") instanceof ArrayNode env && last(env).has("name")) {
                    change(env);
                }
            }
        }
        return changed;
    }

    private static void extend(ArrayNode env, String before, String behind) {
        ObjectNode entry = last(env);
        if (!entry.has("valueFrom")) {
            entry.put("value", (before + " " + entry.path("value").stringValue("") + " " + behind).strip());
        }
    }

    /** The entry that counts; an empty object without it. */
    private static ObjectNode last(ArrayNode env) {
        for (int i = env.size() - 1; i >= 0; i--) {
            if (env.get(i) instanceof ObjectNode entry
                    && entry.path("name").stringValue("").equals(NAME)) {
                return entry;
            }
        }
        return env.objectNode();
    }
}
