package alluxio.admission.injector.scheduling;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.patch.PatchBuilder;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.uninject.Uninjection;
import alluxio.admission.model.Lazy;
import alluxio.admission.model.kube.NodeSelectorTerms;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;

/** Finds the expressions that an injection added to a pod's node affinity, once for all of them. Used by one thread. */
final class InjectedRequirements {
    private final Uninjection uninjection;
    private final Lazy<InjectedTerms> terms = new Lazy<>(this::readTerms);
    private final Lazy<Boolean> hasInjectedTerm = new Lazy<>(this::readHasInjectedTerm);

    /** The term, by the text of the expression and its position in the status. */
    private final Map<String, Map<String, Integer>> found = new HashMap<>();

    InjectedRequirements(Uninjection uninjection) {
        this.uninjection = uninjection;
    }

    PodElement required() {
        PatchBuilder patch = uninjection.patch();
        PodElement affinity = patch.member(uninjection.spec(), NodeSelectorTerms.AFFINITY);
        return patch.member(patch.member(affinity, NodeSelectorTerms.NODE_AFFINITY), NodeSelectorTerms.REQUIRED);
    }

    /** The terms as they were before the first of them was changed. */
    InjectedTerms terms() {
        return terms.get();
    }

    private InjectedTerms readTerms() {
        ArrayNode list = required().list(NodeSelectorTerms.TERMS);
        InjectedTerms all = new InjectedTerms(list, uninjection.patch().budget());
        uninjection
                .status()
                .details(AdditionKind.NODE_REQUIREMENTS)
                .forEach((requirement, claims) -> found.put(requirement, all.find(claims)));
        return all;
    }

    /** The term that has the addition, by its number in {@link #terms}. */
    OptionalInt term(Addition addition) {
        terms.get();
        Integer term = found.getOrDefault(addition.what(), Map.of()).get(addition.where());
        return term == null ? OptionalInt.empty() : OptionalInt.of(term);
    }

    /** Whether the injection added a term. It does so only if there was none, so a term with nothing else in it is that one. */
    boolean hasInjectedTerm() {
        return hasInjectedTerm.get();
    }

    private boolean readHasInjectedTerm() {
        String field = required().fieldOf(NodeSelectorTerms.TERMS) + "[";
        return uninjection.status().parents().keySet().stream().anyMatch(parent -> parent.startsWith(field));
    }
}
