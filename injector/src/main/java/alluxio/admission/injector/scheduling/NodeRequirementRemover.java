package alluxio.admission.injector.scheduling;

import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.uninject.Remover;
import alluxio.admission.injector.uninject.Uninjection;
import alluxio.admission.model.kube.NodeSelectorTerms;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/**
 * Removes expressions of node affinity. An injected term is removed with its last expression, and with the last term the affinity
 * that was added for it. The last expression of any other term stays: a term without expressions matches no node.
 */
public final class NodeRequirementRemover implements Remover {
    private static final String TERMS = NodeSelectorTerms.TERMS;

    @Override
    public boolean isIntact(Uninjection uninjection, Addition addition, String detail) {
        return claims(uninjection).term(addition).isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        String what = "node affinity \"" + addition.what() + "\" in " + TERMS + "[" + addition.where() + "]";
        OptionalInt found = claims(uninjection).term(addition);
        if (found.isEmpty()) {
            uninjection.reportMissing(what);
            return;
        }
        InjectedTerms terms = claims(uninjection).terms();
        int number = found.getAsInt();
        PodElement required = claims(uninjection).required();
        int position = terms.position(number);
        if (!(terms.item(number) instanceof ObjectNode node)) {
            return;
        }
        PodElement term = required.item(TERMS, position, node);
        boolean last = terms.expressions(number).size() == 1
                && term.list("matchFields").isEmpty();
        if (!last) {
            terms.removeExpression(uninjection, term, number, detail);
        } else if (claims(uninjection).hasInjectedTerm()) {
            removeTerm(uninjection, terms, number);
        } else {
            uninjection.reportInUse(
                    what,
                    "nothing else is left in that term, and an empty term matches no node; remove the term by hand");
        }
    }

    private static void removeTerm(Uninjection uninjection, InjectedTerms terms, int number) {
        PodElement affinity = uninjection.patch().member(uninjection.spec(), NodeSelectorTerms.AFFINITY);
        PodElement node = uninjection.patch().member(affinity, NodeSelectorTerms.NODE_AFFINITY);
        PodElement required = uninjection.patch().member(node, NodeSelectorTerms.REQUIRED);
        terms.remove(uninjection, required, number);
        if (required.node().isEmpty()
                && uninjection.restore(node, NodeSelectorTerms.REQUIRED)
                && node.node().isEmpty()
                && uninjection.restore(affinity, NodeSelectorTerms.NODE_AFFINITY)
                && affinity.node().isEmpty()) {
            uninjection.restore(uninjection.spec(), NodeSelectorTerms.AFFINITY);
        }
    }

    private static InjectedRequirements claims(Uninjection uninjection) {
        return uninjection.computeOnce(InjectedRequirements.class, InjectedRequirements::new);
    }
}
