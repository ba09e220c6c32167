package alluxio.admission.policy.rules;

import alluxio.admission.policy.RuleRegistry;
import alluxio.admission.policy.rules.cluster.ClusterRules;
import alluxio.admission.policy.rules.journal.JournalRules;
import alluxio.admission.policy.rules.network.NetworkRules;
import alluxio.admission.policy.rules.ports.PortRules;
import alluxio.admission.policy.rules.privileges.PrivilegeRules;
import alluxio.admission.policy.rules.resources.ResourceRules;
import alluxio.admission.policy.rules.settings.SettingRules;
import alluxio.admission.policy.rules.shortcircuit.ShortCircuitRules;
import alluxio.admission.policy.rules.versions.VersionRules;
import java.util.List;
import java.util.stream.Stream;

/** The list of all rules. */
public final class AllRules {
    private AllRules() {}

    /** A registry of all rules, checked and indexed. */
    public static RuleRegistry registry() {
        return new RuleRegistry(Stream.of(
                        ClusterRules.all(),
                        JournalRules.all(),
                        NetworkRules.all(),
                        PortRules.all(),
                        PrivilegeRules.all(),
                        ResourceRules.all(),
                        SettingRules.all(),
                        ShortCircuitRules.all(),
                        VersionRules.all())
                .flatMap(List::stream)
                .toList());
    }
}
