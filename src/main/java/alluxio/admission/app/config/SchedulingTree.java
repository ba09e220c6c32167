package alluxio.admission.app.config;

import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.NodeSelectorTerms;
import alluxio.admission.model.kube.Toleration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code scheduling} of a profile as the tree of its file. */
final class SchedulingTree {
    private SchedulingTree() {}

    /** Adds the section, unless all in it has its built-in value. */
    static void write(SchedulingSettings scheduling, ObjectNode profile) {
        if (scheduling.equals(SchedulingSettings.DEFAULT)) {
            return;
        }
        ObjectNode tree = profile.putObject("scheduling");
        if (scheduling.mode() != SchedulingMode.AUTO) {
            tree.put("mode", scheduling.mode().key());
        }
        requirements(scheduling.requirements(), tree);
        scheduling.tolerations().ifPresent(tolerations -> {
            ArrayNode list = tree.putArray("tolerations");
            tolerations.forEach(toleration -> toleration(toleration, list.addObject()));
        });
        scheduling
                .workerPods()
                .ifPresent(pods -> pods.selector()
                        .labels()
                        .forEach(tree.putObject("workerPods").putObject("matchLabels")::put));
    }

    /** A reader takes a nodeSelector first; so all are expressions where one of them cannot stand in it. */
    private static void requirements(List<LabelRequirement> requirements, ObjectNode tree) {
        boolean plain = requirements.stream().allMatch(SchedulingTree::isLabel)
                && requirements.stream().map(LabelRequirement::key).distinct().count() == requirements.size();
        if (plain) {
            ObjectNode selector = tree.putObject("nodeSelector");
            requirements.forEach(requirement ->
                    selector.put(requirement.key(), requirement.values().getFirst()));
            return;
        }
        ArrayNode expressions = JsonNodeFactory.instance.arrayNode();
        requirements.forEach(requirement -> expressions.add(NodeSelectorTerms.toJson(requirement)));
        tree.putObject(NodeSelectorTerms.AFFINITY)
                .putObject(NodeSelectorTerms.NODE_AFFINITY)
                .putObject(NodeSelectorTerms.REQUIRED)
                .putArray(NodeSelectorTerms.TERMS)
                .addObject()
                .set(NodeSelectorTerms.EXPRESSIONS, expressions);
    }

    private static boolean isLabel(LabelRequirement requirement) {
        return requirement.operator().equals(LabelRequirement.IN)
                && requirement.values().size() == 1;
    }

    private static void toleration(Toleration toleration, ObjectNode tree) {
        put(tree, "key", toleration.key());
        put(tree, "operator", toleration.operator());
        put(tree, "value", toleration.value());
        put(tree, "effect", toleration.effect());
    }

    private static void put(ObjectNode tree, String key, String value) {
        if (!value.isEmpty()) {
            tree.put(key, value);
        }
    }
}
