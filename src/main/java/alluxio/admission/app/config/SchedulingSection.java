package alluxio.admission.app.config;

import alluxio.admission.app.yaml.PositionedNode;
import java.util.Optional;

/** {@code scheduling} and {@code worker}: checked, and without effect in this version. */
final class SchedulingSection {
    private static final int DEFAULT_UID = 1000;

    private SchedulingSection() {}

    static void check(ConfigNode node) {
        Optional<Fields> fields = node.fields("mode", "nodeSelector", "affinity");
        fields.flatMap(f -> f.get("mode"))
                .ifPresent(n -> n.noEffectIf(n.oneOf(Words.of("auto", "required", "none"))
                        .filter(mode -> !mode.equals("auto"))
                        .isPresent()));
        fields.flatMap(f -> f.get("nodeSelector")).ifPresent(n -> {
            n.eachEntry(Syntax.ANY, (label, value) -> value.text(Syntax.VALUE));
            noEffectIfNotEmpty(n);
        });
        fields.flatMap(f -> f.get("affinity")).ifPresent(n -> {
            n.fields("nodeAffinity", "podAffinity", "podAntiAffinity");
            noEffectIfNotEmpty(n);
        });
    }

    static void checkWorker(ConfigNode node) {
        node.fields("uid")
                .flatMap(f -> f.get("uid"))
                .ifPresent(n -> n.noEffectIf(n.wholeNumber(0, Integer.MAX_VALUE)
                        .filter(uid -> uid != DEFAULT_UID)
                        .isPresent()));
    }

    private static void noEffectIfNotEmpty(ConfigNode node) {
        node.noEffectIf(node.node() instanceof PositionedNode.Mapping mapping
                && !mapping.entries().isEmpty());
    }
}
