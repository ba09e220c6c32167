package alluxio.admission.app.validation;

import alluxio.admission.app.build.BuildProperties;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.policy.InjectionPreview;
import alluxio.admission.policy.PolicyEngine;
import alluxio.admission.policy.RuleDocumentation;
import alluxio.admission.policy.RuleRegistry;
import alluxio.admission.policy.rules.AllRules;

/** The rules of this program, and where they are documented: the same for every configuration and every view. Immutable. */
public record ValidationRules(RuleRegistry registry, RuleDocumentation documentation) {

    public static ValidationRules load() {
        return new ValidationRules(AllRules.registry(), BuildProperties.load().ruleDocumentation());
    }

    PolicyEngine engine(PolicySettings settings, InjectionPreview preview) {
        return new PolicyEngine(registry, settings, preview, documentation);
    }
}
