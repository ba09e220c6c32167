package alluxio.admission.cluster.check.registry;

import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.check.RunningPolicy;
import alluxio.admission.cluster.check.configuration.ConfigMapText;
import alluxio.admission.cluster.check.installation.WebhookReach;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.ObjectFacts;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.cluster.facts.RunningAlluxio;
import alluxio.admission.cluster.missed.OptedInPod;
import alluxio.admission.discovery.CompletedConfiguration;
import alluxio.admission.discovery.ConfigurationCompletion;
import alluxio.admission.discovery.Discovery;
import alluxio.admission.discovery.DiscoveryResult;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Makes of facts what the checks look at. Pure. */
public final class CheckedClusterFactory {
    private final ConfigurationParser parser;
    private final BiFunction<CheckedConfiguration, ClusterView, RunningPolicy> policy;

    /** Reads the text of a configuration file. */
    @FunctionalInterface
    public interface ConfigurationParser {
        /** @param name of the text, for messages */
        ParsedConfiguration parse(String text, String name);
    }

    /** @param errors why there is none */
    public record ParsedConfiguration(Optional<WrittenConfiguration> written, List<String> errors) {}

    /** @param policy of a configuration, and of what else runs */
    public CheckedClusterFactory(
            ConfigurationParser parser, BiFunction<CheckedConfiguration, ClusterView, RunningPolicy> policy) {
        this.parser = parser;
        this.policy = policy;
    }

    /** @param namespace of the installation; empty: the only one, or the first */
    public CheckedCluster of(ClusterFacts facts, Optional<String> namespace) {
        ObjectFacts objects = facts.objects();
        Optional<Installation> installation = Installation.find(objects).stream()
                .filter(each -> namespace.isEmpty() || namespace.get().equals(each.namespace()))
                .findFirst();
        List<RunningAlluxio> alluxios = RunningAlluxio.find(objects);
        Optional<CheckedConfiguration> configuration =
                installation.flatMap(found -> configuration(found, objects, alluxios));
        return new CheckedCluster(
                facts,
                installation,
                configuration,
                alluxios,
                clients(objects, installation, CheckedConfiguration.injection(configuration)),
                configuration.map(read -> policy.apply(read, objects)).orElse(_ -> List.of()));
    }

    private Optional<CheckedConfiguration> configuration(
            Installation installation, ObjectFacts objects, List<RunningAlluxio> alluxios) {
        return ConfigMapText.of(installation, objects).map(text -> configuration(text, objects, alluxios));
    }

    private CheckedConfiguration configuration(ConfigMapText file, ObjectFacts objects, List<RunningAlluxio> alluxios) {
        ParsedConfiguration parsed = parser.parse(file.text(), ConfigMapText.FILE);
        if (parsed.written().isEmpty()) {
            return CheckedConfiguration.unreadable(file.source(), parsed.errors());
        }
        WrittenConfiguration written = parsed.written().get();
        DiscoveryResult trusted = new Discovery(written.discovery()).discover(objects);
        return new CheckedConfiguration(
                file.source(),
                List.of(),
                Optional.of(written),
                trusted,
                Optional.of(ConfigurationCompletion.complete(written, trusted)),
                compared(written, objects, alluxios).contradictions());
    }

    /** With what runs in the namespace of each written profile, trusted or not: nothing is taken from it here. */
    private static CompletedConfiguration compared(
            WrittenConfiguration written, ObjectFacts objects, List<RunningAlluxio> alluxios) {
        DiscoverySettings own = written.discovery();
        List<String> namespaces = Stream.concat(
                        own.namespaces().stream(),
                        written.configuration().profiles().values().stream()
                                .map(profile -> profile.namespace())
                                .filter(name -> alluxios.stream()
                                        .anyMatch(each -> each.namespace().equals(name))))
                .distinct()
                .toList();
        DiscoverySettings wide = new DiscoverySettings(namespaces, own.hostPaths(), own.pods());
        return ConfigurationCompletion.complete(written.withDiscovery(wide), new Discovery(wide).discover(objects));
    }

    /** All opted-in pods whose creation the webhook sees. */
    private static List<OptedInPod> clients(
            ObjectFacts objects, Optional<Installation> installation, InjectionSettings injection) {
        return objects.all(ReadableKind.POD).stream()
                .filter(pod -> installation.filter(ours -> isOwn(pod, ours)).isEmpty())
                .filter(pod -> installation
                        .filter(ours -> ours.mutating().isPresent())
                        .filter(ours ->
                                !WebhookReach.reaches(ours, objects.namespaceLabels(ObjectNames.namespace(pod))))
                        .isEmpty())
                .flatMap(pod ->
                        OptedInPod.of(pod, objects.namespaceLabels(ObjectNames.namespace(pod)), injection).stream())
                .toList();
    }

    private static boolean isOwn(ObjectNode pod, Installation installation) {
        Map<String, String> labels = ObjectNames.labels(pod);
        return ObjectNames.namespace(pod).equals(installation.namespace())
                && Installation.NAME.equals(labels.get(Installation.NAME_LABEL));
    }
}
