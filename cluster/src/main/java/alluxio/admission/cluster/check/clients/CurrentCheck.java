package alluxio.admission.cluster.check.clients;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.Counted;
import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.facts.RemedyCommands;
import alluxio.admission.cluster.missed.OptedInPod;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        Set<String> unsettled = new HashSet<>();
        for (Profile profile : configuration.get().profiles().values()) {
            digests.put(profile.name(), Digests.of(ProfileText.of(profile)));
            if (isDown(profile.namespace(), cluster)) {
                unsettled.add(profile.name());
            }
        }
        if (digests.isEmpty()) {
            return info().skipped("there is no profile");
        }
        List<OptedInPod> outdated = cluster.clients().stream()
                .filter(each -> !unsettled.contains(profile(each)))
                .filter(each -> each.status()
                        .filter(status -> isOutdated(status, digests))
                        .isPresent())
                .toList();
        return outdated.isEmpty()
                ? info().ok("all injected pods have what their profile says now")
                : info().warning(
                                Counted.of(outdated.size(), "pod")
                                        + " injected with other values than their profile has now",
                                "create them again: "
                                        + RemedyCommands.restart(PodState.owner(
                                                outdated.getFirst().pod())))
                        .with(byOwner(
                                outdated,
                                each -> digests.containsKey(profile(each))
                                        ? "an older state of profile " + profile(each)
                                        : "profile " + profile(each) + ", which does not exist any more"));
    }

    /** What an Alluxio without ready pods has cannot be discovered, so its profile is not what it was. */
    private static boolean isDown(String namespace, CheckedCluster cluster) {
        return cluster.alluxios().stream()
                .filter(alluxio -> alluxio.namespace().equals(namespace))
                .flatMap(alluxio -> alluxio.workloads().stream())
                .anyMatch(workload -> workload.ready() == 0);
    }

    private static boolean isOutdated(InjectionStatus status, Map<String, String> digests) {
        return !status.profile().isEmpty() && !status.digest().equals(digests.get(status.profile()));
    }

    private static String profile(OptedInPod pod) {
        return pod.status().map(InjectionStatus::profile).orElse("");
    }
}
