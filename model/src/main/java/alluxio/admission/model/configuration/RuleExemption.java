package alluxio.admission.model.configuration;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Objects that may break a rule for some time.
 *
 * @param namespace empty: any
 * @param name of the object, a {@link Glob}; empty: any
 * @param reason for the auditor
 * @param until the last day on which it holds
 */
public record RuleExemption(
        String rule, Optional<String> namespace, Optional<String> name, String reason, LocalDate until) {

    /** Whether it covers this rule and object, on whatever day. */
    public boolean isAbout(String ruleId, String ofNamespace, String ofName) {
        return rule.equals(ruleId)
                && namespace.map(ofNamespace::equals).orElse(true)
                && name.map(pattern -> new Glob(pattern).matches(ofName)).orElse(true);
    }
}
