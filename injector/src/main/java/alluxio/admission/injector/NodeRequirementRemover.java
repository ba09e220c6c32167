package alluxio.admission.injector;

import alluxio.admission.injector.Status.Addition;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/**
 * Expressions of node affinity. A term of ours goes with its last expression, and with the last term the affinity that was
 * made for it. Of another's term the last expression stays: a term without any matches no node.
 */
final class NodeRequirementRemover implements Remover {
    private static final String TERMS = NodeTerms.TERMS;

    @Override
    public boolean holds(Uninjection uninjection, Addition addition, String detail) {
        return claims(uninjection).term(addition).isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        String what = "node affinity \"" + addition.what() + "\" in " + TERMS + "[" + addition.where() + "]";
        OptionalInt found = claims(uninjection).term(addition);
        if (found.isEmpty()) {
            uninjection.gone(what);
            return;
        }
        ClaimedTerms terms = claims(uninjection).terms();
        int number = found.getAsInt();
        Place required = claims(uninjection).required();
        int position = terms.position(number);
        if (!(terms.item(number) instanceof ObjectNode node)) {
            return;
        }
        Place term = required.item(TERMS, position, node);
        boolean last = terms.expressions(number).size() == 1
                && term.list("matchFields").isEmpty();
        if (!last) {
            terms.removeExpression(uninjection, term, number, detail);
        } else if (claims(uninjection).cameWithTerm()) {
            removeTerm(uninjection, terms, number);
        } else {
            uninjection.inUse(what, "nothing else is left in that term, and an empty one matches no node");
        }
    }

    private static void removeTerm(Uninjection uninjection, ClaimedTerms terms, int number) {
        Place affinity = uninjection.patch().member(uninjection.spec(), NodeTerms.AFFINITY);
        Place node = uninjection.patch().member(affinity, NodeTerms.NODE_AFFINITY);
        Place required = uninjection.patch().member(node, NodeTerms.REQUIRED);
        terms.remove(uninjection, required, number);
        if (required.node().isEmpty()
                && uninjection.restore(node, NodeTerms.REQUIRED)
                && node.node().isEmpty()
                && uninjection.restore(affinity, NodeTerms.NODE_AFFINITY)
                && affinity.node().isEmpty()) {
            uninjection.restore(uninjection.spec(), NodeTerms.AFFINITY);
        }
    }

    private static NodeClaims claims(Uninjection uninjection) {
        return uninjection.shared(NodeClaims.class, NodeClaims::new);
    }
}
