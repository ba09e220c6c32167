package alluxio.admission.cluster.check.clients;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.Counted;
import alluxio.admission.cluster.missed.OptedInPod;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether pods have what their profile says now: a pod keeps what it was created with. */
public final class CurrentCheck extends ClientCheck {

    public CurrentCheck() {
        super("current", "up to date");
    }

    @Override
    CheckResult check(CheckedCluster cluster) {
        Optional<AdmissionConfiguration> configuration =
                cluster.configuration().flatMap(read -> read.completed()).map(completed -> completed.configuration());
        if (configuration.isEmpty()) {
            return info().skipped("the configuration is not known");
        }
        Map<String, String> digests = new HashMap<>();
        for (Profile profile : configuration.get().profiles().values()) {
            digests.put(profile.name(), Digests.of(ProfileText.of(profile)));
        }
        List<OptedInPod> outdated = cluster.clients().stream()
                .filter(each -> each.status()
                        .filter(status -> isOutdated(status, digests))
                        .isPresent())
                .toList();
        return outdated.isEmpty()
                ? info().ok("all injected pods have what their profile says now")
                : info().warning(
                                Counted.of(outdated.size(), "pod")
                                        + " injected with other values than their profile has now",
                                "create them again: kubectl -n NAMESPACE rollout restart")
                        .with(byOwner(
                                outdated,
                                each -> digests.containsKey(profile(each))
                                        ? "an older state of profile " + profile(each)
                                        : "profile " + profile(each) + ", which does not exist any more"));
    }

    private static boolean isOutdated(InjectionStatus status, Map<String, String> digests) {
        return !status.profile().isEmpty() && !status.digest().equals(digests.get(status.profile()));
    }

    private static String profile(OptedInPod pod) {
        return pod.status().map(InjectionStatus::profile).orElse("");
    }
}
