package alluxio.admission.cluster.check.shortcircuit;

import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.facts.RunningAlluxio;
import alluxio.admission.cluster.missed.OptedInPod;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.model.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where the running pods are that were injected with a feature. */
final class ClientsOnNodes {
    private ClientsOnNodes() {}

    /** The names of pods, by node. */
    static Map<String, Set<String>> of(RunningAlluxio alluxio, Feature feature, CheckedCluster cluster) {
        Set<String> profiles = profiles(alluxio, cluster);
        Map<String, Set<String>> nodes = new TreeMap<>();
        for (OptedInPod client : cluster.clients()) {
            Optional<InjectionStatus> status = client.status();
            if (status.isPresent()
                    && profiles.contains(status.get().profile())
                    && status.get().features().contains(feature.key())
                    && PodState.isRunning(client.pod())) {
                nodes.computeIfAbsent(PodState.node(client.pod()), _ -> new TreeSet<>())
                        .add(ObjectNames.of(client.pod()));
            }
        }
        return nodes;
    }

    private static Set<String> profiles(RunningAlluxio alluxio, CheckedCluster cluster) {
        return cluster.configuration().stream()
                .flatMap(read -> read.completed().stream())
                .flatMap(completed -> completed.configuration().profiles().values().stream())
                .filter(profile -> profile.namespace().equals(alluxio.namespace()))
                .map(profile -> profile.name())
                .collect(Collectors.toSet());
    }

    /** Sums up the pods of all nodes. */
    static int count(Map<String, Set<String>> nodes) {
        return nodes.values().stream().mapToInt(Set::size).sum();
    }

    static List<String> nodes(Map<String, Set<String>> nodes) {
        return List.copyOf(nodes.keySet());
    }
}
