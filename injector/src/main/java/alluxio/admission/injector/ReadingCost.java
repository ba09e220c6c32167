package alluxio.admission.injector;

import alluxio.admission.model.Budget;
import tools.jackson.databind.JsonNode;

/** What it costs to read, copy and compare the tree of a pod, whatever the decision. */
final class ReadingCost {
    private ReadingCost() {}

    static void spend(JsonNode node, Budget budget) {
        if (node.isString()) {
            budget.spendText(node.stringValue().length());
            return;
        }
        budget.spend(1 + node.size());
        for (JsonNode child : node) {
            if (child.isContainer() || child.isString()) {
                spend(child, budget);
            }
        }
    }
}
