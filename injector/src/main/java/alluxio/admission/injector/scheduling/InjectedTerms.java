package alluxio.admission.injector.scheduling;

import alluxio.admission.injector.patch.ListIndex;
import alluxio.admission.injector.patch.ListIndex.Slot;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.uninject.Uninjection;
import alluxio.admission.model.Budget;
import alluxio.admission.model.kube.NodeSelectorTerms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Finds the terms to which an injection added an expression, by the status. It names them by position, and another webhook may have
 * added a term before them since: claims whose position does not fit are assigned, in their order, to the other terms with that
 * expression. The digest of each expression is computed once. Used by one thread.
 */
final class InjectedTerms {
    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private final ListIndex terms;
    private final List<ListIndex> expressions = new ArrayList<>();

    /** The terms that have an expression, by its digest. */
    private final Map<String, List<Integer>> holders = new HashMap<>();

    InjectedTerms(ArrayNode terms, Budget budget) {
        int[] number = {0};
        this.terms = ListIndex.of(terms, _ -> Integer.toString(number[0]++), budget);
        for (int i = 0; i < terms.size(); i++) {
            int term = i;
            JsonNode list = terms.get(i).path(NodeSelectorTerms.EXPRESSIONS);
            expressions.add(ListIndex.of(
                    list instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode(),
                    expression -> {
                        String digest = Digests.of(expression);
                        List<Integer> with = holders.computeIfAbsent(digest, _ -> new ArrayList<>(1));
                        if (with.isEmpty() || with.getLast() != term) {
                            with.add(term);
                        }
                        return digest;
                    },
                    budget));
        }
    }

    /**
     * Finds the terms of one expression.
     *
     * @param claims the digest of the expression, by the position in the status
     * @return the number of the term that has the expression now, by that position; without claims that match no term
     */
    Map<String, Integer> find(Map<String, String> claims) {
        Map<String, Integer> found = new HashMap<>();
        claims.forEach((position, digest) -> terms.first(position)
                .map(Slot::original)
                .filter(term -> expressions.get(term).last(digest).isPresent())
                .ifPresent(term -> found.put(position, term)));
        Set<Integer> taken = new HashSet<>(found.values());
        Map<String, Iterator<Integer>> candidates = new HashMap<>();
        List<String> moved = new ArrayList<>(claims.keySet());
        moved.removeIf(found::containsKey);
        moved.sort(BY_NUMBER);
        for (String position : moved) {
            String digest = claims.getOrDefault(position, "");
            Iterator<Integer> with = candidates.computeIfAbsent(
                    digest, d -> holders.getOrDefault(d, List.of()).iterator());
            while (with.hasNext() && !found.containsKey(position)) {
                int term = with.next();
                if (taken.add(term)) {
                    found.put(position, term);
                }
            }
        }
        return found;
    }

    /** The current position of a term. */
    int position(int term) {
        return terms.position(slot(term));
    }

    JsonNode item(int term) {
        return slot(term).item();
    }

    /** The index of the expressions of a term by their digests. */
    ListIndex expressions(int term) {
        return expressions.get(term);
    }

    /** Removes the last expression with that digest, which is the injected one. */
    void removeExpression(Uninjection uninjection, PodElement element, int term, String digest) {
        ListIndex index = expressions.get(term);
        index.last(digest)
                .ifPresent(slot -> uninjection.removeItem(element, NodeSelectorTerms.EXPRESSIONS, index, digest, slot));
    }

    /** Removes a whole term. */
    void remove(Uninjection uninjection, PodElement required, int term) {
        uninjection.removeItem(required, NodeSelectorTerms.TERMS, terms, Integer.toString(term), slot(term));
    }

    private Slot slot(int term) {
        return terms.first(Integer.toString(term)).orElseThrow();
    }
}
