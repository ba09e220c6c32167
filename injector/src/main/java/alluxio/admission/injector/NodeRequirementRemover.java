package alluxio.admission.injector;

import alluxio.admission.injector.Status.Addition;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Expressions of node affinity. A term of ours goes with its last expression, and with the last term the affinity that was
 * made for it. Of another's term the last expression stays: a term without any matches no node.
 */
final class NodeRequirementRemover implements Remover {
    private static final String TERMS = NodeAffinity.TERMS;
    private static final String EXPRESSIONS = NodeAffinity.EXPRESSIONS;

    @Override
    public boolean holds(Uninjection uninjection, Addition addition, String detail) {
        return term(uninjection, addition)
                .filter(term -> ClaimedTerms.index(term.node(), detail) >= 0)
                .isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        String what = "node affinity \"" + addition.what() + "\" in " + TERMS + "[" + addition.where() + "]";
        Optional<Place> found = term(uninjection, addition);
        int index = found.map(term -> ClaimedTerms.index(term.node(), detail)).orElse(-1);
        if (found.isEmpty() || index < 0) {
            uninjection.gone(what);
            return;
        }
        Place term = found.get();
        boolean last =
                term.list(EXPRESSIONS).size() == 1 && term.list("matchFields").isEmpty();
        if (!last) {
            uninjection.removeItem(term, EXPRESSIONS, index);
        } else if (cameWithTerm(uninjection)) {
            removeTerm(uninjection, position(uninjection, addition).orElseThrow());
        } else {
            uninjection.inUse(what, "nothing else is left in that term, and an empty one matches no node");
        }
    }

    private static void removeTerm(Uninjection uninjection, int position) {
        Place affinity = uninjection.patch().member(uninjection.spec(), NodeAffinity.AFFINITY);
        Place node = uninjection.patch().member(affinity, NodeAffinity.NODE_AFFINITY);
        Place required = uninjection.patch().member(node, NodeAffinity.REQUIRED);
        uninjection.removeItem(required, TERMS, position);
        if (required.node().isEmpty()
                && uninjection.restore(node, NodeAffinity.REQUIRED)
                && node.node().isEmpty()
                && uninjection.restore(affinity, NodeAffinity.NODE_AFFINITY)
                && affinity.node().isEmpty()) {
            uninjection.restore(uninjection.spec(), NodeAffinity.AFFINITY);
        }
    }

    /** Only where there was no term at all has one been made, so what is left of ours alone is that one. */
    private static boolean cameWithTerm(Uninjection uninjection) {
        String field = required(uninjection).fieldOf(TERMS) + "[";
        return uninjection.status().parents().keySet().stream().anyMatch(parent -> parent.startsWith(field));
    }

    private static Place required(Uninjection uninjection) {
        PatchBuilder patch = uninjection.patch();
        Place affinity = patch.member(uninjection.spec(), NodeAffinity.AFFINITY);
        return patch.member(patch.member(affinity, NodeAffinity.NODE_AFFINITY), NodeAffinity.REQUIRED);
    }

    private static Optional<Place> term(Uninjection uninjection, Addition addition) {
        Place required = required(uninjection);
        return position(uninjection, addition)
                .flatMap(position -> required.list(TERMS).get(position) instanceof ObjectNode term
                        ? Optional.of(required.item(TERMS, position, term))
                        : Optional.empty());
    }

    private static Optional<Integer> position(Uninjection uninjection, Addition addition) {
        Map<String, String> claims = uninjection.status().details(addition.kind(), addition.what());
        ArrayNode terms = required(uninjection).list(TERMS);
        return Optional.ofNullable(ClaimedTerms.find(claims, terms).get(addition.where()));
    }
}
