package alluxio.admission.app.config;

import alluxio.admission.model.kube.Toleration;
import java.util.Optional;

/** {@code scheduling.tolerations[]}, as the workers' pods have them. */
final class TolerationSection {
    private static final AllowedValues<String> OPERATORS = AllowedValues.of("Exists", "Equal");
    private static final AllowedValues<String> EFFECTS =
            AllowedValues.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    private TolerationSection() {}

    static Optional<Toleration> read(ConfigNode node) {
        return node.fields("key", "operator", "value", "effect", "tolerationSeconds")
                .map(TolerationSection::toleration);
    }

    private static Toleration toleration(ConfigMapping fields) {
        String key =
                fields.get("key").flatMap(n -> n.text(ValueFormat.LABEL_KEY)).orElse("");
        String operator =
                fields.get("operator").flatMap(n -> n.oneOf(OPERATORS)).orElse("");
        fields.owner()
                .check(
                        fields.get("key").isPresent() || operator.equals("Exists"),
                        "without a key, the operator must be Exists");
        // How long a worker stays on a node that is tainted later says nothing of where it can be.
        fields.get("tolerationSeconds").ifPresent(n -> n.wholeNumber(0, Integer.MAX_VALUE));
        return new Toleration(
                key,
                operator,
                fields.get("value")
                        .flatMap(n -> n.text(ValueFormat.LABEL_VALUE))
                        .orElse(""),
                fields.get("effect").flatMap(n -> n.oneOf(EFFECTS)).orElse(""));
    }
}
