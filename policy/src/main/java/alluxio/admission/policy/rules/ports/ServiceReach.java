package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.LabelledPeers;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.Peer;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Service for Alluxio selects at least one pod.
 *
 * <p><b>Restricted fields:</b> {@code selector} and {@code ports[].targetPort} of Services for ports of Alluxio's that a
 * workload that is seen declares.
 *
 * <p><b>Allowed values:</b> a selector that the pods of one of these workloads match, and for {@code targetPort} the
 * name of a port of theirs, or any number. Not judged where no such workload is seen.
 *
 * <p><b>Why:</b> a Service without pods has no endpoints: its name does not resolve or refuses connections, and workers and
 * clients wait for a master that runs.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: the workload that the Service selects may be applied later.
 *
 * <p><b>Source:</b> the templates of October 2019, whose Service selected {@code app: alluxio-master-0} while the pods had
 * that label as {@code name} (fixed in commit 475a82a026); Alluxio issue 11985.
 */
public final class ServiceReach implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "service-reach",
                    "The Service has no endpoints, so no client reaches the pods that it is meant for.")
            .forKinds(ObjectKind.SERVICE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /**
     * A workload of Alluxio's with declared ports.
     *
     * @param numbers of the ports of Alluxio's containers
     * @param names of the ports of all containers
     */
    private record ServedWorkload(ServiceSelector.Pods pods, Set<Integer> numbers, Set<String> names) {}

    private static final PeerIndex<ServedWorkload> BY_PORT = PeerIndex.of(
            "workloads of Alluxio with the Service's ports",
            ObjectKind.LONG_RUNNING,
            (peer, entries) -> workload(peer).ifPresent(w -> w.numbers().forEach(number -> entries.add(number, w))));

    private static final PeerIndex<ServedWorkload> BY_LABEL = PeerIndex.of(
            "workloads of Alluxio with the labels of the Service's selector",
            ObjectKind.LONG_RUNNING,
            (peer, entries) -> workload(peer)
                    .ifPresent(w -> LabelledPeers.file(entries, w.pods().labels(), w)));

    /** How many workloads a Service is compared with. */
    private static final int MOST_COMPARED = 50;

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(BY_PORT, BY_LABEL);
    }

    @Override
    public void check(ReviewedObject service, Findings findings) {
        Field selector = service.root().at("spec", "selector");
        List<Field> ports = service.root().at("spec", "ports").items();
        if (selector.members().isEmpty() || service.root().at("spec", "type").is("ExternalName")) {
            return;
        }
        Set<Integer> numbers = numbers(ports);
        List<Peer<ServedWorkload>> meant = meant(service, numbers);
        if (meant.isEmpty()) {
            return;
        }
        boolean all = meant.size() <= MOST_COMPARED;
        Stream<Peer<ServedWorkload>> candidates = all
                ? meant.stream()
                : LabelledPeers.candidates(service, BY_LABEL, ServiceSelector.ofTemplates(selector))
                        .limit(MOST_COMPARED)
                        .filter(peer -> Iterables.any(peer.value().numbers(), numbers::contains));
        List<Peer<ServedWorkload>> picked =
                candidates.filter(peer -> peer.value().pods().fit(selector)).toList();
        if (picked.isEmpty()) {
            findings.at(selector)
                    .found("selector "
                            + MessageText.list(
                                    Iterables.map(selector.members(), label -> label.name() + ": " + label.string())))
                    .wanted((ofMissingPod(selector) ? "the name of a pod of " : "labels of the pods of ")
                            + describe(meant)
                            + (all ? "" : " or others"))
                    .fix(
                            ofMissingPod(selector)
                                    ? "delete the Service, or raise spec.replicas of " + describe(meant)
                                            + " so that its pod exists"
                                    : "set the selector to labels that these pods have, or delete the Service if its pods are "
                                            + "gone");
        } else {
            ports.forEach(port -> target(port, picked, findings));
        }
    }

    /** Whether it is for one pod of a StatefulSet, by the label that only the StatefulSet's controller sets. */
    private static boolean ofMissingPod(Field selector) {
        return selector.at("statefulset.kubernetes.io/pod-name").exists();
    }

    /** The numbers that the Service is for. */
    private static Set<Integer> numbers(List<Field> ports) {
        Set<Integer> numbers = new LinkedHashSet<>();
        for (Field port : ports) {
            port.at("port").integer().ifPresent(numbers::add);
            port.at("targetPort").integer().ifPresent(numbers::add);
        }
        return numbers;
    }

    /** Alluxio's workloads that declare one of the numbers, in their order; of very many the first. */
    private static List<Peer<ServedWorkload>> meant(ReviewedObject service, Set<Integer> numbers) {
        return numbers.stream()
                .flatMap(number -> service.peers(BY_PORT, number))
                .distinct()
                .limit(MOST_COMPARED + 1)
                .sorted(Comparator.comparingInt(Peer::order))
                .toList();
    }

    private static Optional<ServedWorkload> workload(ReviewedObject peer) {
        Set<Integer> numbers = peer.containers(Role.values()).stream()
                .flatMap(container -> container.ports().numbers().stream())
                .collect(Collectors.toUnmodifiableSet());
        return peer.pod()
                .filter(_ -> !numbers.isEmpty())
                .map(pod -> new ServedWorkload(ServiceSelector.Pods.of(peer, pod), numbers, portNames(pod)));
    }

    private static Set<String> portNames(Pod pod) {
        return pod.containers().stream()
                .flatMap(container -> container.field().at("ports").items().stream())
                .map(port -> port.at("name").string())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void target(Field port, List<Peer<ServedWorkload>> picked, Findings findings) {
        Optional<String> name = port.at("targetPort").text();
        boolean there = name.isEmpty()
                || Iterables.any(picked, peer -> peer.value().names().contains(name.get()));
        if (!there) {
            findings.at(port.at("targetPort"))
                    .found("targetPort: " + name.get() + ", which no container declares")
                    .wanted("the name of a port of " + describe(picked))
                    .fix("set targetPort to the name that the container gives the port, or to its number");
        }
    }

    private static String describe(List<Peer<ServedWorkload>> workloads) {
        return MessageText.list(Iterables.map(workloads, Peer::describe));
    }
}
