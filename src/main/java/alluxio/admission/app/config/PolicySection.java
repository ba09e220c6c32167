package alluxio.admission.app.config;

import alluxio.admission.app.yaml.PositionedNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** {@code policy}: checked, and without effect in this version. */
final class PolicySection {
    private static final Syntax DATE = text -> {
        try {
            LocalDate.parse(text);
            return Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.of("must be a date such as 2027-01-31");
        }
    };

    private PolicySection() {}

    static void check(ConfigNode node) {
        node.fields("rules", "namespaces", "exemptions").ifPresent(fields -> {
            fields.get("rules").ifPresent(PolicySection::checkRules);
            fields.get("namespaces")
                    .ifPresent(n -> n.eachEntry(
                            Syntax.DNS_LABEL,
                            (name, namespace) -> namespace
                                    .fields("rules")
                                    .flatMap(f -> f.get("rules"))
                                    .ifPresent(PolicySection::checkRules)));
            fields.get("exemptions").ifPresent(n -> n.list(PolicySection::exemption));
        });
        node.noEffectIf(node.node() instanceof PositionedNode.Mapping mapping
                && !mapping.entries().isEmpty());
    }

    private static void checkRules(ConfigNode node) {
        node.eachEntry(Syntax.RULE, (rule, mode) -> mode.oneOf(Words.of("deny", "warn", "off")));
    }

    private static Optional<String> exemption(ConfigNode node) {
        return node.fields("rule", "namespace", "name", "reason", "until").flatMap(fields -> {
            fields.get("namespace").ifPresent(n -> n.text(Syntax.ANY));
            fields.get("name").ifPresent(n -> n.text(Syntax.ANY));
            fields.require("reason", "why this is exempt").ifPresent(n -> n.text(Syntax.ANY));
            fields.require("until", "the last day of the exemption").ifPresent(n -> n.text(DATE));
            return fields.require("rule", "the id of a rule").flatMap(n -> n.text(Syntax.RULE));
        });
    }
}
