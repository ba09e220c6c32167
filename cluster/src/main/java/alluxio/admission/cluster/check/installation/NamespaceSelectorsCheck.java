package alluxio.admission.cluster.check.installation;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.injector.keys.KnownKeys;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Whether the pods of all namespaces that opted in reach the webhook. */
public final class NamespaceSelectorsCheck extends InstallationCheck {

    public NamespaceSelectorsCheck() {
        super("namespace-selectors", "namespaces");
    }

    /** @param cause for which one hint is enough */
    private record NamespaceFault(String found, Cause cause, String hint) {}

    private enum Cause {
        LEFT_OUT,
        VALUE,
        MISSPELT
    }

    @Override
    CheckResult check(Installation installation, CheckedCluster cluster) {
        List<String> unseen = cluster.objects().listing(ReadableKind.NAMESPACE).problems();
        if (!unseen.isEmpty()) {
            return info().skipped(unseen.getFirst());
        }
        List<ObjectNode> namespaces = cluster.objects().all(ReadableKind.NAMESPACE);
        List<NamespaceFault> faults = namespaces.stream()
                .flatMap(namespace -> Stream.concat(label(namespace, installation).stream(), misspelt(namespace)))
                .toList();
        if (faults.isEmpty()) {
            long optedIn = namespaces.stream()
                    .filter(namespace ->
                            "true".equals(ObjectNames.labels(namespace).get(Keys.INJECT)))
                    .count();
            return info().ok(optedIn == 0 ? "none opted in as a whole" : optedIn + " opted in, none left out");
        }
        Map<Cause, String> hints = new EnumMap<>(Cause.class);
        faults.forEach(fault -> hints.putIfAbsent(fault.cause(), fault.hint()));
        List<String> found = faults.stream().map(NamespaceFault::found).toList();
        return info().warning(found.getFirst(), String.join("; ", hints.values()))
                .with(found.subList(1, found.size()));
    }

    /** What is wrong with the label that is spelt right. */
    private static Optional<NamespaceFault> label(ObjectNode namespace, Installation installation) {
        String value = ObjectNames.labels(namespace).getOrDefault(Keys.INJECT, "");
        String name = ObjectNames.name(namespace);
        if (value.isEmpty() || value.equals("false")) {
            return Optional.empty();
        }
        if (!value.equals("true")) {
            return Optional.of(new NamespaceFault(
                    name + " has the label " + Keys.INJECT + ": \"" + value
                            + "\", which means nothing; allowed: \"true\", \"false\"",
                    Cause.VALUE,
                    "correct the label: kubectl label --overwrite namespace " + name + " " + Keys.INJECT + "=true"));
        }
        return WebhookReach.reaches(installation, ObjectNames.labels(namespace))
                ? Optional.empty()
                : Optional.of(new NamespaceFault(
                        name + " has the label " + Keys.INJECT + ", but the webhook leaves this namespace out",
                        Cause.LEFT_OUT,
                        "take the namespace out of the chart value namespaceSelector.excluded, or remove its label"));
    }

    /** Only keys that are like the right one: any other may be another product's. */
    private static Stream<NamespaceFault> misspelt(ObjectNode namespace) {
        String name = ObjectNames.name(namespace);
        Set<String> keys = ObjectNames.labels(namespace).keySet();
        Stream<String> unknown =
                keys.stream().filter(key -> key.startsWith(Keys.PREFIX) && KnownKeys.isMisspeltLabel(key));
        return Stream.concat(unknown, KnownKeys.withNearPrefix(keys, Keys.POD_LABELS).stream())
                .map(key -> new NamespaceFault(
                        name + " has the label " + Excerpt.of(key) + ", which "
                                + KnownKeys.unknown(key, Keys.POD_LABELS),
                        Cause.MISSPELT,
                        "correct the label: kubectl label namespace " + name + " " + Keys.INJECT + "=true "
                                + Excerpt.of(key) + "-"));
    }
}
