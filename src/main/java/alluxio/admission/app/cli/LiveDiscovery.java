package alluxio.admission.app.cli;

import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.FactsReader.Extent;
import alluxio.admission.cluster.facts.KindListing;
import alluxio.admission.cluster.facts.ObjectFacts;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.cluster.facts.RunningAlluxio;
import alluxio.admission.discovery.Discovery;
import alluxio.admission.discovery.DiscoveryResult;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is discovered in the cluster of the kubeconfig, with the caller's rights.
 *
 * @param settings the namespaces that were looked into
 * @param objects of the cluster, as far as the caller may see them
 * @param unseen what could not be listed, with the right to ask for
 * @param untrusted which of the namespaces the webhook of the cluster does not look into; empty where the caller chose them
 */
record LiveDiscovery(
        DiscoverySettings settings,
        DiscoveryResult result,
        ClusterView objects,
        List<String> unseen,
        List<String> untrusted) {

    /** @param wanted without namespaces: all in which an Alluxio is seen */
    static LiveDiscovery read(
            KubeconfigOptions kubeconfig, DiscoverySettings wanted, InstantSource clock, Console console) {
        try (ClusterConnection connection = kubeconfig.open()) {
            ClusterFacts facts =
                    new CallersFacts(connection, clock, console, "profile: ").read(Optional.empty(), Extent.OBJECTS);
            ObjectFacts objects = facts.objects();
            DiscoverySettings settings = wanted.isOn()
                    ? wanted
                    : new DiscoverySettings(
                            RunningAlluxio.find(objects).stream()
                                    .map(RunningAlluxio::namespace)
                                    .distinct()
                                    .toList(),
                            wanted.hostPaths(),
                            wanted.pods());
            return new LiveDiscovery(
                    settings,
                    new Discovery(settings).discover(objects),
                    objects,
                    unseen(objects),
                    wanted.isOn() ? List.of() : UntrustedNamespaces.remarks(facts, settings.namespaces(), clock));
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("profile: " + e.getMessage());
        }
    }

    private static List<String> unseen(ObjectFacts objects) {
        return Stream.of(
                        ReadableKind.STATEFUL_SET,
                        ReadableKind.DAEMON_SET,
                        ReadableKind.DEPLOYMENT,
                        ReadableKind.POD,
                        ReadableKind.CONFIG_MAP,
                        ReadableKind.SERVICE,
                        ReadableKind.CLAIM,
                        ReadableKind.PERSISTENT_VOLUME)
                .map(objects::listing)
                .map(KindListing::problems)
                .flatMap(List::stream)
                .toList();
    }
}
