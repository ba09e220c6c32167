package alluxio.admission.injector;

import alluxio.admission.injector.Status.Addition;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Expressions of node affinity. A term of ours goes with its last expression, and with the last term the affinity that was
 * made for it. Of another's term the last expression stays: a term without any matches no node.
 */
final class NodeRequirementRemover implements Remover {
    private static final String TERMS = SchedulingMutator.TERMS;
    private static final String EXPRESSIONS = SchedulingMutator.EXPRESSIONS;

    @Override
    public boolean holds(Uninjection uninjection, Addition addition, String detail) {
        return term(uninjection, addition)
                .filter(term -> index(term, detail) >= 0)
                .isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        String what = "node affinity \"" + addition.what() + "\" in " + TERMS + "[" + addition.where() + "]";
        Optional<Place> found = term(uninjection, addition);
        int index = found.map(term -> index(term, detail)).orElse(-1);
        if (found.isEmpty() || index < 0) {
            uninjection.gone(what);
            return;
        }
        Place term = found.get();
        boolean last =
                term.list(EXPRESSIONS).size() == 1 && term.list("matchFields").isEmpty();
        if (!last) {
            uninjection.removeItem(term, EXPRESSIONS, index);
        } else if (cameWithTerm(uninjection, addition)) {
            removeTerm(uninjection, Integer.parseInt(addition.where()));
        } else {
            uninjection.inUse(what, "nothing else is left in that term, and an empty one matches no node");
        }
    }

    private static void removeTerm(Uninjection uninjection, int position) {
        Place affinity = uninjection.patch().member(uninjection.spec(), SchedulingMutator.AFFINITY);
        Place node = uninjection.patch().member(affinity, SchedulingMutator.NODE_AFFINITY);
        Place required = uninjection.patch().member(node, SchedulingMutator.REQUIRED);
        uninjection.removeItem(required, TERMS, position);
        if (required.node().isEmpty()
                && uninjection.restore(node, SchedulingMutator.REQUIRED)
                && node.node().isEmpty()
                && uninjection.restore(affinity, SchedulingMutator.NODE_AFFINITY)
                && affinity.node().isEmpty()) {
            uninjection.restore(uninjection.spec(), SchedulingMutator.AFFINITY);
        }
    }

    private static boolean cameWithTerm(Uninjection uninjection, Addition addition) {
        String field = required(uninjection).fieldOf(TERMS) + "[" + addition.where() + "]";
        return uninjection.status().parents().containsKey(field);
    }

    private static Place required(Uninjection uninjection) {
        PatchBuilder patch = uninjection.patch();
        Place affinity = patch.member(uninjection.spec(), SchedulingMutator.AFFINITY);
        return patch.member(patch.member(affinity, SchedulingMutator.NODE_AFFINITY), SchedulingMutator.REQUIRED);
    }

    /** The status may be anybody's, so the position may be no number. */
    private static Optional<Place> term(Uninjection uninjection, Addition addition) {
        Place required = required(uninjection);
        ArrayNode terms = required.list(TERMS);
        for (int i = 0; i < terms.size(); i++) {
            if (addition.where().equals(Integer.toString(i)) && terms.get(i) instanceof ObjectNode term) {
                return Optional.of(required.item(TERMS, i, term));
            }
        }
        return Optional.empty();
    }

    private static int index(Place term, String detail) {
        ArrayNode expressions = term.list(EXPRESSIONS);
        int index = expressions.size() - 1;
        while (index >= 0 && !Digests.of(expressions.get(index)).equals(detail)) {
            index--;
        }
        return index;
    }
}
