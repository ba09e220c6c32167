package alluxio.admission.app.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a failing case small: takes out a member or an item, shortens a text, and keeps what still fails, until nothing
 * more can go. Large parts come first, so most of a pod is gone after a few tries.
 */
final class Shrinker {
    /** Bounds the time for a predicate that is slow. */
    private static final int MOST_TRIES = 5_000;

    private final Predicate<PodCase> fails;
    private int tries;

    Shrinker(Predicate<PodCase> fails) {
        this.fails = fails;
    }

    PodCase shrink(PodCase failing) {
        PodCase smallest = failing;
        boolean smaller = true;
        while (smaller && tries < MOST_TRIES) {
            PodCase before = smallest;
            smallest = pass(smallest);
            smaller = smallest != before;
        }
        return smallest;
    }

    /** Once over all places, parents first; a place that is gone or moved is looked at in the next pass. */
    private PodCase pass(PodCase start) {
        PodCase smallest = start;
        for (List<String> path : paths(start.tree())) {
            for (Edit edit : Edit.values()) {
                PodCase candidate = new PodCase(smallest.tree().deepCopy());
                if (tries < MOST_TRIES && edit.apply(candidate.tree(), path)) {
                    tries++;
                    if (fails.test(candidate)) {
                        smallest = candidate;
                        break;
                    }
                }
            }
        }
        return smallest;
    }

    private enum Edit {
        REMOVE,
        SHORTEN;

        boolean apply(ObjectNode tree, List<String> path) {
            JsonNode parent = tree;
            for (String step : path.subList(0, path.size() - 1)) {
                parent = parent instanceof ArrayNode array ? array.path(Integer.parseInt(step)) : parent.path(step);
            }
            String last = path.getLast();
            return switch (parent) {
                case ObjectNode object when object.has(last) -> member(object, last);
                case ArrayNode array when Integer.parseInt(last) < array.size() -> this == REMOVE && item(array, last);
                default -> false;
            };
        }

        private boolean member(ObjectNode object, String name) {
            if (this == REMOVE) {
                object.remove(name);
                return true;
            }
            String text = object.path(name).stringValue("");
            if (text.length() > 20) {
                object.put(name, text.substring(0, text.length() / 2));
            }
            return text.length() > 20;
        }

        private static boolean item(ArrayNode array, String index) {
            array.remove(Integer.parseInt(index));
            return true;
        }
    }

    /** By depth; the last items of a list first, so that the others keep their places. */
    private static List<List<String>> paths(JsonNode tree) {
        List<List<String>> paths = new ArrayList<>();
        collect(tree, List.of(), paths);
        paths.sort((a, b) -> Integer.compare(a.size(), b.size()));
        return paths;
    }

    private static void collect(JsonNode node, List<String> path, List<List<String>> paths) {
        if (!path.isEmpty()) {
            paths.add(path);
        }
        if (node instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                collect(array.get(i), with(path, Integer.toString(i)), paths);
            }
        } else {
            node.properties().forEach(e -> collect(e.getValue(), with(path, e.getKey()), paths));
        }
    }

    private static List<String> with(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
