package alluxio.admission.injector;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Finds the terms of which a status says that an expression in them is ours. It names them by position, and another webhook may
 * have put a term in front since: then the claims that do not fit go, in their order, to the other terms that have the
 * expression.
 */
final class ClaimedTerms {
    private ClaimedTerms() {}

    /**
     * @param claims digests of one expression, by the position that the status has
     * @return by that position, where the expression stands now; without those that stand nowhere
     */
    static Map<String, Integer> find(Map<String, String> claims, ArrayNode terms) {
        Map<String, Integer> found = new HashMap<>();
        for (int i = 0; i < terms.size(); i++) {
            String position = Integer.toString(i);
            if (claims.containsKey(position) && index(terms.get(i), claims.get(position)) >= 0) {
                found.put(position, i);
            }
        }
        claims.entrySet().stream()
                .filter(claim -> !found.containsKey(claim.getKey()))
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder())))
                .forEach(claim -> IntStream.range(0, terms.size())
                        .filter(i -> !found.containsValue(i) && index(terms.get(i), claim.getValue()) >= 0)
                        .findFirst()
                        .ifPresent(i -> found.put(claim.getKey(), i)));
        return found;
    }

    /** Where the expression with that digest stands in a term, or -1. The last one is ours. */
    static int index(JsonNode term, String digest) {
        JsonNode expressions = term.path(NodeAffinity.EXPRESSIONS);
        int index = expressions.size() - 1;
        while (index >= 0 && !Digests.of(expressions.get(index)).equals(digest)) {
            index--;
        }
        return index;
    }
}
