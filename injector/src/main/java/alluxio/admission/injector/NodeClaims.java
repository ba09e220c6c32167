package alluxio.admission.injector;

import alluxio.admission.injector.Status.Addition;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;

/** Which expressions of a pod's node affinity an injection put in, found once for all of them. Used by one thread. */
final class NodeClaims {
    private final Uninjection uninjection;
    private final Once<ClaimedTerms> terms = new Once<>(this::readTerms);
    private final Once<Boolean> cameWithTerm = new Once<>(this::readCameWithTerm);

    /** By the expression as people read it and its position in the status, the term. */
    private final Map<String, Map<String, Integer>> found = new HashMap<>();

    NodeClaims(Uninjection uninjection) {
        this.uninjection = uninjection;
    }

    Place required() {
        PatchBuilder patch = uninjection.patch();
        Place affinity = patch.member(uninjection.spec(), NodeTerms.AFFINITY);
        return patch.member(patch.member(affinity, NodeTerms.NODE_AFFINITY), NodeTerms.REQUIRED);
    }

    /** The terms, as they were before the first of them was changed. */
    ClaimedTerms terms() {
        return terms.get();
    }

    private ClaimedTerms readTerms() {
        ArrayNode list = required().list(NodeTerms.TERMS);
        ClaimedTerms all = new ClaimedTerms(list, uninjection.patch().budget());
        uninjection
                .status()
                .details(AdditionKind.NODE_REQUIREMENTS)
                .forEach((requirement, claims) -> found.put(requirement, all.find(claims)));
        return all;
    }

    /** The term that has what was added, as {@link #terms} counts them. */
    OptionalInt term(Addition addition) {
        terms.get();
        Integer term = found.getOrDefault(addition.what(), Map.of()).get(addition.where());
        return term == null ? OptionalInt.empty() : OptionalInt.of(term);
    }

    /** Only where there was no term at all has one been made, so what is left of the injection alone is that one. */
    boolean cameWithTerm() {
        return cameWithTerm.get();
    }

    private boolean readCameWithTerm() {
        String field = required().fieldOf(NodeTerms.TERMS) + "[";
        return uninjection.status().parents().keySet().stream().anyMatch(parent -> parent.startsWith(field));
    }
}
