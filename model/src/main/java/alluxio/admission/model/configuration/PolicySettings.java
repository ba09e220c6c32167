package alluxio.admission.model.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operator changes about the rules. Immutable.
 *
 * @param rules modes by the rule's id, where they are not the rule's own
 * @param namespaces by name: modes that win over {@code rules} there
 */
public record PolicySettings(
        Map<String, RuleMode> rules, Map<String, Map<String, RuleMode>> namespaces, List<RuleExemption> exemptions) {
    /** Every rule in its own mode. */
    public static final PolicySettings DEFAULT = new PolicySettings(Map.of(), Map.of(), List.of());

    public PolicySettings {
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
        namespaces = Collections.unmodifiableMap(new LinkedHashMap<>(namespaces));
        exemptions = List.copyOf(exemptions);
    }

    /** The mode in a namespace: that of the namespace, else that of all namespaces, else the rule's own. */
    public RuleMode mode(String rule, String namespace, RuleMode ownMode) {
        RuleMode everywhere = rules.getOrDefault(rule, ownMode);
        return namespaces.getOrDefault(namespace, Map.of()).getOrDefault(rule, everywhere);
    }
}
