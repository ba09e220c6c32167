package alluxio.admission.cluster.check.configuration;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.facts.RemedyCommands;
import alluxio.admission.discovery.DiscoveryResult.LeftOut;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import java.util.List;
import java.util.Optional;

/** Whether there is a profile to inject by. */
public final class ProfilesCheck extends ConfigurationCheck {
    private static final String BOTH_WAYS =
            "write a profile into the chart value config.profiles, or name the namespace "
                    + "of Alluxio in discovery.namespaces";

    public ProfilesCheck() {
        super("profiles", "profiles");
    }

    @Override
    CheckResult check(CheckedConfiguration configuration, CheckedCluster cluster) {
        Optional<AdmissionConfiguration> completed = configuration.completed().map(each -> each.configuration());
        if (completed.isEmpty() || completed.get().profiles().isEmpty()) {
            List<String> leftOut = configuration.discovered().leftOut().stream()
                    .map(ProfilesCheck::describe)
                    .toList();
            String trust = cluster.alluxios().stream()
                    .map(alluxio -> ": "
                            + RemedyCommands.trust(
                                    alluxio.namespace(), cluster.trustedNamespaces(), cluster.installation()))
                    .findFirst()
                    .orElse("");
            return info().warning("none is written and none discovered: labelled pods are skipped", BOTH_WAYS + trust)
                    .with(leftOut);
        }
        List<String> unavailable = completed.get().discovered().unavailable().entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .toList();
        if (!unavailable.isEmpty()) {
            return info().warning(
                            "not all can be used: " + unavailable.getFirst(),
                            "start the Alluxio of its namespace, or write what is missing")
                    .with(unavailable.subList(1, unavailable.size()));
        }
        String names = String.join(", ", completed.get().profiles().keySet());
        String byDefault = completed.get().defaultProfile();
        return info().ok(names
                + (completed.get().profiles().size() == 1 || byDefault.isEmpty() ? "" : "; default: " + byDefault));
    }

    private static String describe(LeftOut leftOut) {
        return leftOut.object() + " was left out: " + leftOut.reason();
    }
}
