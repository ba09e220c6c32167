package alluxio.admission.model.configuration;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator changes about the rules. Immutable.
 *
 * @param rules by id, where the mode is not the rule's own
 * @param namespaces by name: modes that win over {@code rules} there
 */
public record PolicySettings(
        Map<String, RuleMode> rules, Map<String, Map<String, RuleMode>> namespaces, List<Exemption> exemptions) {
    /** Every rule in its own mode. */
    public static final PolicySettings DEFAULT = new PolicySettings(Map.of(), Map.of(), List.of());

    public PolicySettings {
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
        namespaces = Collections.unmodifiableMap(new LinkedHashMap<>(namespaces));
        exemptions = List.copyOf(exemptions);
    }

    /** The mode in a namespace: its own, else everybody's, else the rule's. */
    public RuleMode mode(String rule, String namespace, RuleMode ownMode) {
        RuleMode everywhere = rules.getOrDefault(rule, ownMode);
        return namespaces.getOrDefault(namespace, Map.of()).getOrDefault(rule, everywhere);
    }

    /**
     * An object that may break a rule for some time.
     *
     * @param namespace empty: any
     * @param name of the object, {@code *} for any text in it; empty: any
     * @param reason for the auditor
     * @param until the last day on which it holds
     */
    public record Exemption(
            String rule, Optional<String> namespace, Optional<String> name, String reason, LocalDate until) {

        /** Whether it is about this finding's object, also after its last day. */
        public boolean isAbout(String ruleId, String ofNamespace, String ofName) {
            return rule.equals(ruleId)
                    && namespace.map(ofNamespace::equals).orElse(true)
                    && name.map(pattern -> new Glob(pattern).matches(ofName)).orElse(true);
        }
    }
}
