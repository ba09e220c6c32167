package alluxio.admission.app.config;

import java.util.Optional;

/** {@code discovery}: checked, and without effect in this version. */
final class DiscoverySection {
    private DiscoverySection() {}

    static void check(ConfigNode node) {
        Optional<ConfigMapping> fields = node.fields("enabled", "namespaces");
        fields.flatMap(f -> f.get("enabled"))
                .ifPresent(n -> n.noEffectIf(n.bool().orElse(false)));
        fields.flatMap(f -> f.get("namespaces"))
                .ifPresent(n -> n.noEffectIf(!n.texts(ValueFormat.DNS_LABEL).isEmpty()));
    }
}
