package alluxio.admission.app.config;

import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.kube.LabelRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code scheduling}: which nodes can have a worker, in the fields of the workers' own pods. */
final class SchedulingSection {
    private static final String TERMS = "nodeSelectorTerms";

    private static final AllowedValues<SchedulingMode> MODES =
            AllowedValues.of(List.of(SchedulingMode.values()), SchedulingMode::key);

    private SchedulingSection() {}

    /** @param namespace that the profile's Alluxio runs in */
    static SchedulingSettings read(ConfigNode node, String namespace, Requirement requirement) {
        return node.fields("mode", "nodeSelector", "affinity", "tolerations", "workerPods")
                .map(fields -> scheduling(fields, namespace, requirement))
                .orElse(SchedulingSettings.DEFAULT);
    }

    private static SchedulingSettings scheduling(ConfigMapping fields, String namespace, Requirement requirement) {
        List<LabelRequirement> requirements = new ArrayList<>();
        fields.get("nodeSelector")
                .ifPresent(n -> n.eachEntry(
                        ValueFormat.LABEL_KEY,
                        (key, value) -> value.text(ValueFormat.LABEL_VALUE)
                                .ifPresent(text -> requirements.add(LabelRequirement.label(key, text)))));
        fields.get("affinity")
                .flatMap(n -> n.fields("nodeAffinity", "podAffinity", "podAntiAffinity"))
                .ifPresent(f -> affinity(f, requirements));
        SchedulingMode mode = fields.get("mode").flatMap(n -> n.oneOf(MODES)).orElse(SchedulingMode.AUTO);
        fields.get("mode")
                .ifPresent(
                        n -> n.check(
                                mode != SchedulingMode.REQUIRED
                                        || !requirements.isEmpty()
                                        || isGiven(fields)
                                        || requirement == Requirement.DISCOVERABLE,
                                "\"required\" needs nodeSelector, affinity or workerPods: nothing else says which nodes have a worker"));
        return new SchedulingSettings(
                mode,
                requirements.stream().distinct().toList(),
                fields.get("tolerations").map(n -> n.list(TolerationSection::read)),
                fields.get("workerPods").flatMap(n -> WorkerPodsSection.read(n, namespace)));
    }

    /** Reads the part of a worker's affinity that keeps workers off nodes. The rest has no effect, and a remark says so. */
    private static void affinity(ConfigMapping fields, List<LabelRequirement> requirements) {
        fields.get("podAffinity").ifPresent(SchedulingSection::noEffect);
        fields.get("podAntiAffinity").ifPresent(SchedulingSection::noEffect);
        Optional<ConfigMapping> node = fields.get("nodeAffinity")
                .flatMap(n -> n.fields(
                        "requiredDuringSchedulingIgnoredDuringExecution",
                        "preferredDuringSchedulingIgnoredDuringExecution"));
        node.flatMap(f -> f.get("preferredDuringSchedulingIgnoredDuringExecution"))
                .ifPresent(SchedulingSection::noEffect);
        node.flatMap(f -> f.get("requiredDuringSchedulingIgnoredDuringExecution"))
                .flatMap(n -> n.fields(TERMS))
                .flatMap(f -> f.require(TERMS, "a list of one term"))
                .ifPresent(n -> terms(n, requirements));
    }

    /** Reads one term. Several are alternatives, which cannot be ANDed into each of a pod's own terms. */
    private static void terms(ConfigNode node, List<LabelRequirement> requirements) {
        List<ConfigNode> terms = node.list(Optional::of);
        node.check(
                terms.size() == 1,
                "there must be one term; write alternatives as several values of one expression, such as "
                        + "{key: disk, operator: In, values: [ssd, nvme]}");
        for (ConfigNode term : terms) {
            Optional<ConfigNode> expressions = term.fields("matchExpressions")
                    .flatMap(f -> f.require("matchExpressions", "a list of expressions"));
            expressions.ifPresent(n -> {
                List<LabelRequirement> found = n.list(LabelRequirementSection::read);
                n.check(!n.isEmptyList(), "there must be at least one expression");
                requirements.addAll(found);
            });
        }
    }

    private static boolean isGiven(ConfigMapping fields) {
        return Stream.of("nodeSelector", "affinity", "workerPods").anyMatch(key -> isGiven(fields, key));
    }

    /** Whether the key has a value that is not empty. What is wrong with that is reported by its own reader. */
    private static boolean isGiven(ConfigMapping fields, String key) {
        return fields.get(key).filter(n -> !n.isEmptyMapping()).isPresent();
    }

    private static void noEffect(ConfigNode node) {
        if (!node.isEmptyMapping() && !node.isEmptyList()) {
            node.problems()
                    .remark(
                            node.node(),
                            node.path(),
                            "has no effect: clients are kept on the nodes that can have a worker, by "
                                    + "nodeSelector and requiredDuringSchedulingIgnoredDuringExecution only");
        }
    }
}
