package alluxio.admission.discovery;

import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.LabelSelector;
import alluxio.admission.model.kube.NodeSelectorTerms;
import alluxio.admission.model.kube.Toleration;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.LabelSelectorReader;
import alluxio.admission.model.view.TolerationReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The nodes that the pods of a workload can run on, as far as a profile can say it.
 *
 * @param requirements what all these nodes have in common
 * @param tolerations of the pods, with every operator written out
 * @param cannotSay why a node that fits the requirements need not have a pod; empty: each such node has one
 */
record WorkerPlacement(List<LabelRequirement> requirements, List<Toleration> tolerations, Optional<String> cannotSay) {
    private static final Set<String> OPERATORS = Set.of(
            LabelRequirement.IN, LabelRequirement.NOT_IN, LabelRequirement.EXISTS, LabelRequirement.DOES_NOT_EXIST);

    private static final Comparator<LabelRequirement> ORDER = Comparator.comparing(LabelRequirement::key)
            .thenComparing(LabelRequirement::operator)
            .thenComparing(requirement -> String.join(",", requirement.values()));

    WorkerPlacement {
        requirements = List.copyOf(requirements);
        tolerations = List.copyOf(tolerations);
    }

    static WorkerPlacement of(Workload workload) {
        Field spec = workload.pod().spec();
        List<LabelRequirement> requirements = new ArrayList<>();
        spec.at("nodeSelector")
                .members()
                .forEach(label -> requirements.add(LabelRequirement.label(label.name(), label.string())));
        Optional<String> problem = affinity(spec.at("affinity"), requirements);
        return new WorkerPlacement(
                problem.isPresent()
                        ? List.of()
                        : requirements.stream().distinct().sorted(ORDER).toList(),
                TolerationReader.read(spec).stream().distinct().toList(),
                problem);
    }

    private static Optional<String> affinity(Field affinity, List<LabelRequirement> requirements) {
        List<Field> terms = affinity.at("nodeAffinity", NodeSelectorTerms.REQUIRED, NodeSelectorTerms.TERMS)
                .items();
        if (terms.size() > 1) {
            return Optional.of("its node affinity has several terms, which are alternatives");
        }
        for (Field term : terms) {
            LabelSelector expressions = LabelSelectorReader.read(term);
            if (!term.at("matchFields").items().isEmpty()) {
                return Optional.of("its node affinity has matchFields");
            }
            if (expressions.requirements().stream().anyMatch(e -> !OPERATORS.contains(e.operator()))) {
                return Optional.of("its node affinity has an operator other than "
                        + String.join(
                                ", ",
                                List.of(
                                        LabelRequirement.IN,
                                        LabelRequirement.NOT_IN,
                                        LabelRequirement.EXISTS,
                                        LabelRequirement.DOES_NOT_EXIST)));
            }
            requirements.addAll(expressions.requirements());
        }
        return Optional.empty();
    }

    /** Terms of pod affinity or anti-affinity that are required, which keep pods off nodes that fit all else. */
    static List<Field> requiredPodTerms(Workload workload) {
        Field affinity = workload.pod().spec().at("affinity");
        List<Field> terms = new ArrayList<>();
        for (String name : List.of("podAffinity", "podAntiAffinity")) {
            terms.addAll(affinity.at(name, NodeSelectorTerms.REQUIRED).items());
        }
        return terms;
    }
}
