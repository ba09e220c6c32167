package alluxio.admission.app.cli;

import alluxio.admission.app.validation.Validation;
import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.FactsReader.Extent;
import alluxio.admission.cluster.facts.KindListing;
import alluxio.admission.cluster.facts.ObjectFacts;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.cluster.facts.TrustedObjects;
import alluxio.admission.discovery.CompletedConfiguration;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the webhook of a live cluster decides by: the configuration in its ConfigMap, completed with what runs, and what its
 * server sees. Read with the caller's rights.
 *
 * @param completed as the servers decide by it
 * @param objects all that the caller sees
 * @param view what a server sees
 */
record InstalledWebhook(CompletedConfiguration completed, ObjectFacts objects, ClusterView view) {

    /**
     * Reads it.
     *
     * @param namespace of the installation; empty: found by its webhooks
     * @throws UnreadableException when there is none, or its configuration is not seen or has errors
     */
    static InstalledWebhook read(
            ClusterConnection connection, Optional<String> namespace, InstantSource clock, Console console) {
        CallersFacts reading = new CallersFacts(connection, clock, console, "");
        ClusterFacts facts = reading.read(namespace, Extent.OBJECTS);
        if (namespace.isEmpty()) {
            reading.requireOneInstallation(facts, "--installation");
        }
        CheckedCluster checked = CheckedClusters.factory(clock).of(facts, namespace);
        CheckedConfiguration configuration = checked.configuration().orElseThrow(() -> unseen(checked));
        CompletedConfiguration completed = configuration
                .completed()
                .orElseThrow(() -> new UnreadableException(Stream.concat(
                                Stream.of(configuration.source() + " has errors; servers keep the one before it:"),
                                configuration.errors().stream())
                        .toList()));
        return new InstalledWebhook(
                completed,
                facts.objects(),
                new TrustedObjects(facts.objects(), Set.copyOf(checked.trustedNamespaces())));
    }

    private static UnreadableException unseen(CheckedCluster checked) {
        if (checked.installation().isPresent()) {
            String in = checked.installation().get().namespace();
            return new UnreadableException("the ConfigMap with the configuration is not seen in " + in
                    + "; ask for the right to list configmaps there, or name a file with --config");
        }
        return new UnreadableException(Stream.concat(
                        Stream.of(
                                "no installation of alluxio-admission is seen in this cluster; where it is can be said "
                                        + "with --installation NAMESPACE, or a configuration file be named with --config"),
                        Stream.of(ReadableKind.MUTATING_WEBHOOKS, ReadableKind.DEPLOYMENT)
                                .map(checked.objects()::listing)
                                .map(KindListing::problems)
                                .flatMap(List::stream))
                .toList());
    }

    AdmissionConfiguration configuration() {
        return completed.configuration();
    }

    /** By the labels of the cluster's namespaces, which the API server's selectors look at. */
    boolean optsIn(String namespace) {
        return "true".equals(objects.namespaceLabels(namespace).get(Keys.INJECT));
    }

    /** Judges as the server does. The live read by which it confirms a denial has just happened. */
    Validation validation(InstantSource clock) {
        return CheckedClusters.validation(configuration(), view, clock);
    }
}
