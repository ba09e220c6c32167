package alluxio.admission.app.config;

import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.RuleExemption;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.rules.AllRules;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code policy}: the modes of rules, and exemptions from them until a date. */
final class PolicySection {
    private static final ValueFormat DATE = text -> {
        try {
            LocalDate.parse(text);
            return Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.of("must be a date such as 2027-01-31");
        }
    };

    private static final AllowedValues<RuleMode> MODES = AllowedValues.of(RuleMode.values());

    private final List<String> ids = AllRules.registry().rules().stream()
            .map(Rule::info)
            .map(info -> info.id())
            .toList();

    private PolicySection() {}

    static PolicySettings read(ConfigNode node) {
        return new PolicySection().settings(node);
    }

    private PolicySettings settings(ConfigNode node) {
        Map<String, Map<String, RuleMode>> namespaces = new LinkedHashMap<>();
        Optional<ConfigMapping> fields = node.fields("rules", "namespaces", "exemptions");
        fields.flatMap(f -> f.get("namespaces"))
                .ifPresent(n -> n.eachEntry(
                        ValueFormat.DNS_LABEL,
                        (name, namespace) -> namespace
                                .fields("rules")
                                .flatMap(f -> f.get("rules"))
                                .ifPresent(rules -> namespaces.put(name, modes(rules)))));
        return new PolicySettings(
                fields.flatMap(f -> f.get("rules")).map(this::modes).orElse(Map.of()),
                namespaces,
                fields.flatMap(f -> f.get("exemptions"))
                        .map(n -> n.list(this::exemption))
                        .orElse(List.of()));
    }

    private Map<String, RuleMode> modes(ConfigNode node) {
        Map<String, RuleMode> modes = new LinkedHashMap<>();
        node.eachEntry(this::unknown, (rule, mode) -> mode.oneOf(MODES).ifPresent(value -> modes.put(rule, value)));
        return modes;
    }

    /** Why an id names no rule. Those of the injector are not listed: they begin with {@code inject-}. */
    private Optional<String> unknown(String rule) {
        boolean known = rule.startsWith("inject-") || ids.contains(rule);
        return ValueFormat.RULE
                .problem(rule)
                .or(() -> known
                        ? Optional.empty()
                        : Optional.of("is no rule" + DidYouMean.suffix(rule, ids) + "; docs/rules.md lists them"));
    }

    private Optional<RuleExemption> exemption(ConfigNode node) {
        return node.fields("rule", "namespace", "name", "reason", "until").flatMap(fields -> {
            Optional<String> namespace = fields.get("namespace").flatMap(n -> n.text(ValueFormat.ANY));
            Optional<String> name = fields.get("name").flatMap(n -> n.text(ValueFormat.ANY));
            Optional<String> reason =
                    fields.require("reason", "why this is exempt").flatMap(n -> n.text(ValueFormat.ANY));
            Optional<String> until =
                    fields.require("until", "the last day of the exemption").flatMap(n -> n.text(DATE));
            Optional<String> rule = fields.require("rule", "the id of a rule").flatMap(n -> n.text(this::unknown));
            return rule.isEmpty() || reason.isEmpty() || until.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new RuleExemption(rule.get(), namespace, name, reason.get(), LocalDate.parse(until.get())));
        });
    }
}
