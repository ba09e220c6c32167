package alluxio.admission.policy.rules.network;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
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
import alluxio.admission.policy.rules.network.SelectingPolicy.Direction;
import alluxio.admission.policy.rules.network.SelectingPolicy.SelectedPeer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Network policies leave open the ports by which masters, workers and clients reach each other.
 *
 * <p><b>Restricted fields:</b> {@code ingress[].ports} of NetworkPolicies that select the pods of masters or workers that are
 * seen; in the webhook, which gets no NetworkPolicies, {@code ports} of masters and workers that such policies select.
 *
 * <p><b>Allowed values:</b> at least one rule, of any policy that selects the pods, for each declared port of RPC, job data
 * or an embedded journal, by name or number; a rule without ports is for all of them. Web ports may stay closed.
 *
 * <p><b>Why:</b> a policy that selects a pod closes every port that no policy opens: workers and clients time out.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: policies add up, and the one that opens the port may be applied
 * last.
 *
 * <p><b>Source:</b> the Kubernetes documentation of network policies, which add up; ports: {@code PropertyKey} of 2.x.
 */
public final class NetworkPolicyPorts implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "network-policy-ports",
                    "A policy that selects a pod closes every port that no policy opens, so clients and workers time out.")
            .forKinds(
                    ObjectKind.POD,
                    ObjectKind.STATEFUL_SET,
                    ObjectKind.DEPLOYMENT,
                    ObjectKind.DAEMON_SET,
                    ObjectKind.NETWORK_POLICY);

    /** The ports that other pods need: all but the web ports. */
    private static final List<AlluxioPort> NEEDED = List.of(
            AlluxioPort.MASTER_RPC,
            AlluxioPort.MASTER_JOURNAL,
            AlluxioPort.JOB_MASTER_RPC,
            AlluxioPort.JOB_MASTER_JOURNAL,
            AlluxioPort.WORKER_RPC,
            AlluxioPort.JOB_WORKER_RPC,
            AlluxioPort.JOB_WORKER_DATA);

    private static final Role[] SERVERS = {Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER};

    private static final Set<String> NAMES =
            NEEDED.stream().map(AlluxioPort::portName).collect(Collectors.toUnmodifiableSet());
    private static final Set<Integer> NUMBERS =
            NEEDED.stream().map(AlluxioPort::number).collect(Collectors.toUnmodifiableSet());

    /** @param shown the number, as it is written */
    private record Port(String container, String name, OptionalInt number, String shown) {}

    /** @param ports that are needed */
    private record SelectedWorkload(Map<String, String> labels, List<Port> ports) {}

    /** Workloads with such ports: all of them, and by each of their labels. */
    private static final PeerIndex<SelectedWorkload> WORKLOADS = PeerIndex.of(
            "workloads of Alluxio that the policy selects",
            List.of(ObjectKind.POD, ObjectKind.STATEFUL_SET, ObjectKind.DEPLOYMENT, ObjectKind.DAEMON_SET),
            NetworkPolicyPorts::workload);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(WORKLOADS, SelectingPolicy.INDEX);
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        if (object.kind() == ObjectKind.NETWORK_POLICY) {
            policy(object, findings);
        } else if (object.isInCluster()
                && object.pod().filter(Pod::isHostNetwork).isEmpty()) {
            workload(object, findings);
        }
    }

    /** On the command line the policies themselves are judged. */
    private static void workload(ReviewedObject object, Findings findings) {
        SelectedWorkload workload =
                new SelectedWorkload(object.pod().orElseThrow().labels(), List.of());
        List<Peer<Field>> policies = Iterables.filter(
                SelectingPolicy.others(object, workload.labels()), policy -> selects(policy.value(), workload));
        if (policies.isEmpty() || policies.size() > SelectingPolicy.MOST_COMPARED) {
            return;
        }
        for (Container container : object.containers(SERVERS)) {
            for (Field field : container.ports().fields()) {
                Port port = port(container, field);
                if (isNeeded(field) && Iterables.none(policies, policy -> opens(policy.value(), port))) {
                    Peer<Field> first = policies.getFirst();
                    findings.at(container, field)
                            .restingOn(first.reference())
                            .found("port " + port.shown() + ", which is closed by " + first.describe()
                                    + (policies.size() > 1 ? " and " + (policies.size() - 1) + " more" : ""))
                            .wanted("a rule of a NetworkPolicy for the port")
                            .fix("add a rule to ingress of " + first.describe() + " with the port " + port.shown());
                }
            }
        }
    }

    private static void policy(ReviewedObject policy, Findings findings) {
        Field spec = policy.root().at("spec");
        for (SelectedPeer<SelectedWorkload> selected :
                SelectingPolicy.selected(policy, Direction.INGRESS, WORKLOADS, SelectedWorkload::labels, findings)) {
            for (Port port : selected.workload().value().ports()) {
                boolean open =
                        opens(spec, port) || Iterables.any(selected.others(), other -> opens(other.value(), port));
                if (!open) {
                    report(policy, selected.workload(), port, findings);
                }
            }
        }
    }

    private static void report(ReviewedObject policy, Peer<SelectedWorkload> workload, Port port, Findings findings) {
        findings.at(policy.root().at("spec", "ingress"))
                .found("no rule for port " + port.shown() + " of " + port.container() + " in " + workload.describe())
                .wanted("port " + port.shown())
                .fix("add a rule to ingress with the port " + port.shown()
                        + " for workers, clients and the other processes");
    }

    /** Host networks are none of a policy's business. */
    private static void workload(ReviewedObject peer, PeerIndex.EntryCollector<SelectedWorkload> entries) {
        List<Port> ports = peer.containers(SERVERS).stream()
                .flatMap(container -> container.ports().fields().stream()
                        .filter(NetworkPolicyPorts::isNeeded)
                        .map(port -> port(container, port)))
                .toList();
        if (ports.isEmpty() || peer.pod().filter(Pod::isHostNetwork).isPresent()) {
            return;
        }
        Map<String, String> labels = peer.pod().orElseThrow().labels();
        LabelledPeers.file(entries, labels, new SelectedWorkload(labels, ports));
    }

    private static Port port(Container container, Field port) {
        return new Port(
                MessageText.cut(container.name()),
                port.at("name").string(),
                port.at("containerPort").integer(),
                port.at("containerPort").shown());
    }

    private static boolean isNeeded(Field port) {
        return NAMES.contains(port.at("name").string())
                || NUMBERS.contains(port.at("containerPort").integer().orElse(0));
    }

    private static boolean selects(Field spec, SelectedWorkload workload) {
        return SelectingPolicy.selects(spec, Direction.INGRESS, workload.labels());
    }

    private static boolean opens(Field spec, Port port) {
        return SelectingPolicy.opens(spec, Direction.INGRESS, port.name(), port.number());
    }
}
