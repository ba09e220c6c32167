package alluxio.admission.app.generated;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where a pod may run: selectors, affinity with terms that agree, contradict or match nothing, tolerations, a node. */
final class PlacementGenerator {
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

    private final SeededRandom random;
    private final OddValues oddities;

    PlacementGenerator(SeededRandom random, OddValues oddities) {
        this.random = random;
        this.oddities = oddities;
    }

    void placement(ObjectNode spec) {
        if (random.percent(15)) {
            spec.putObject("nodeSelector")
                    .put(random.pick("disk", "kubernetes.io/os", "zone"), random.pick("ssd", "linux", "linux", "a"));
        }
        if (random.percent(15)) {
            spec.putArray("tolerations")
                    .addObject()
                    .put("key", "dedicated")
                    .put("operator", random.pick("Exists", "Exists"))
                    .put("effect", "NoSchedule");
        }
        if (random.percent(3)) {
            spec.put("nodeName", "node-1");
        }
        if (random.percent(75)) {
            oddities.nothing(spec, "affinity");
            return;
        }
        ObjectNode affinity = spec.putObject("affinity");
        if (random.percent(20)) {
            affinity.putObject("podAntiAffinity");
        }
        if (random.percent(85)) {
            node(affinity.putObject("nodeAffinity"));
        }
    }

    private void node(ObjectNode affinity) {
        if (random.percent(20)) {
            ObjectNode preferred = affinity.putArray("preferredDuringSchedulingIgnoredDuringExecution")
                    .addObject()
                    .put("weight", 1);
            expression(preferred.putObject("preference").putArray("matchExpressions"));
        }
        if (random.percent(80)) {
            ArrayNode terms = affinity.putObject(REQUIRED).putArray("nodeSelectorTerms");
            for (int left = 1 + random.below(3); left > 0; left--) {
                term(terms.addObject());
            }
        }
    }

    private void term(ObjectNode term) {
        if (random.percent(5)) {
            term.putArray("matchFields")
                    .addObject()
                    .put("key", "metadata.name")
                    .put("operator", "In")
                    .putArray("values")
                    .add("node-1");
        }
        if (random.percent(15)) {
            oddities.nothing(term, "matchExpressions");
            return;
        }
        ArrayNode expressions = term.putArray("matchExpressions");
        for (int left = 1 + random.below(2); left > 0; left--) {
            expression(expressions);
        }
    }

    private void expression(ArrayNode expressions) {
        ObjectNode expression = expressions.addObject().put("key", random.pick("disk", "zone", "example.com/pool"));
        String operator = random.pick("In", "In", "NotIn", "Exists", "DoesNotExist");
        expression.put("operator", operator);
        if (operator.endsWith("In")) {
            ArrayNode values = expression.putArray("values").add(random.pick("ssd", "hdd", "cache"));
            random.times(1, () -> values.add("nvme"));
        }
    }
}
