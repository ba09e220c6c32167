package alluxio.admission.app.config;

import alluxio.admission.model.kube.LabelRequirement;
import java.util.List;
import java.util.Optional;

/** {@code matchExpressions[]}, validated as the API server does in a pod. */
final class LabelRequirementSection {
    private static final AllowedValues<String> OPERATORS = AllowedValues.of(
            LabelRequirement.IN, LabelRequirement.NOT_IN, LabelRequirement.EXISTS, LabelRequirement.DOES_NOT_EXIST);

    private LabelRequirementSection() {}

    static Optional<LabelRequirement> read(ConfigNode node) {
        return node.fields("key", "operator", "values").flatMap(LabelRequirementSection::requirement);
    }

    private static Optional<LabelRequirement> requirement(ConfigMapping fields) {
        Optional<String> key = fields.require("key", "the key of a label").flatMap(n -> n.text(ValueFormat.LABEL_KEY));
        Optional<String> operator = fields.require("operator", "one of " + String.join(", ", OPERATORS.names()))
                .flatMap(n -> n.oneOf(OPERATORS));
        Optional<ConfigNode> given = fields.get("values");
        List<String> values = given.map(n -> n.texts(ValueFormat.LABEL_VALUE)).orElse(List.of());
        if (key.isEmpty() || operator.isEmpty()) {
            return Optional.empty();
        }
        boolean needsValues =
                operator.get().equals(LabelRequirement.IN) || operator.get().equals(LabelRequirement.NOT_IN);
        if (needsValues) {
            fields.require("values", "a list of at least one value, for the operator " + operator.get())
                    .ifPresent(n -> n.check(!n.isEmptyList(), "there must be at least one value"));
        } else {
            given.ifPresent(n -> n.check(n.isEmptyList(), "the operator " + operator.get() + " takes no values"));
        }
        return Optional.of(new LabelRequirement(key.get(), operator.get(), values));
    }
}
