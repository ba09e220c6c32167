package alluxio.admission.policy.rules.network;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.model.view.MasterAddresses;
import alluxio.admission.model.view.MasterJournal;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Network policies let clients, workers and masters out to the ports of masters and workers.
 *
 * <p><b>Restricted fields:</b> {@code egress[].ports} of NetworkPolicies that select the pods of masters, workers, proxies or FUSE that are seen;
 * in the webhook, which gets no NetworkPolicies, the containers of such pods, and of injected clients, that policies select.
 *
 * <p><b>Allowed values:</b> at least one rule, of any policy that selects the pods, for each port: the masters' RPC port for workers and
 * clients, the job masters' for job workers, the workers' for clients, and the masters' journal for masters of an embedded one of
 * which there are several; by name or number, as the container's own properties have it. Whom the rule is for is not looked at.
 * Properties that are not all seen are not judged.
 *
 * <p><b>Why:</b> a policy for egress closes every way out that no policy opens: calls to the master time out.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: policies add up, and the one that opens the port may be applied
 * last.
 *
 * <p><b>Source:</b> the Kubernetes documentation of network policies, which add up; ports: {@code PropertyKey} of 2.x.
 */
public final class NetworkPolicyEgress implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "network-policy-egress",
                    "A policy for egress closes every way out that no policy opens, so calls to masters and workers "
                            + "time out.")
            .forKinds(Stream.concat(ObjectKind.WORKLOADS.stream(), Stream.of(ObjectKind.NETWORK_POLICY))
                    .toList());

    private static final Role[] ROLES = {
        Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY
    };

    /** A port of another process that a container calls. */
    private record Called(String container, AlluxioPort port, int number) {
        boolean isOpenIn(Field spec) {
            return SelectingPolicy.opens(spec, Direction.EGRESS, port.portName(), OptionalInt.of(number));
        }
    }

    private record CallingWorkload(Map<String, String> labels, List<Called> called) {}

    /** All of them, and by each of their labels. */
    private static final PeerIndex<CallingWorkload> WORKLOADS = PeerIndex.of(
            "workloads of Alluxio that the policy selects",
            ObjectKind.WORKLOADS,
            (peer, entries) -> peer.pod()
                    .filter(pod -> !pod.isHostNetwork() && !pod.roles().isEmpty())
                    .ifPresent(pod -> {
                        List<Called> called = pod.containers(ROLES).stream()
                                .filter(container -> container.options().isComplete())
                                .flatMap(container -> called(container).stream())
                                .toList();
                        LabelledPeers.file(entries, pod.labels(), new CallingWorkload(pod.labels(), called));
                    }));

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
        } else if (object.isInCluster()) {
            object.alluxioPod().filter(pod -> !pod.isHostNetwork()).ifPresent(pod -> workload(object, pod, findings));
        }
    }

    /** On the command line the policies themselves are judged. */
    private static void workload(ReviewedObject object, Pod pod, Findings findings) {
        List<Peer<Field>> others = SelectingPolicy.others(object, pod.labels());
        List<Peer<Field>> policies = Iterables.filter(
                others, other -> SelectingPolicy.selects(other.value(), Direction.EGRESS, pod.labels()));
        if (policies.isEmpty() || others.size() > SelectingPolicy.MOST_COMPARED) {
            return;
        }
        for (Container container : object.judgedContainers()) {
            if (!container.options().isComplete() && container.is(ROLES)) {
                findings.notJudged(container, container.options().unseenText());
                continue;
            }
            for (Called called : called(container)) {
                if (Iterables.none(policies, policy -> called.isOpenIn(policy.value()))) {
                    Peer<Field> first = policies.getFirst();
                    findings.at(container, container.field())
                            .restingOn(first.reference())
                            .found("no way out to port " + called.number + " (" + called.port.property()
                                    + "), which is closed by " + first.describe()
                                    + (policies.size() > 1 ? " and " + (policies.size() - 1) + " more" : ""))
                            .wanted("a rule for egress with the port")
                            .fix("add a rule to egress of " + first.describe() + " with the port " + called.number);
                }
            }
        }
    }

    private static void policy(ReviewedObject policy, Findings findings) {
        Field spec = policy.root().at("spec");
        for (SelectedPeer<CallingWorkload> selected :
                SelectingPolicy.selected(policy, Direction.EGRESS, WORKLOADS, CallingWorkload::labels, findings)) {
            for (Called called : selected.workload().value().called()) {
                boolean open = called.isOpenIn(spec)
                        || Iterables.any(selected.others(), other -> called.isOpenIn(other.value()));
                if (!open) {
                    findings.at(spec.at("egress"))
                            .found("no rule for port " + called.number + " (" + called.port.property() + "), which "
                                    + called.container + " in "
                                    + selected.workload().describe() + " calls")
                            .wanted("port " + called.number)
                            .fix("add a rule to egress with the port " + called.number);
                }
            }
        }
    }

    private static List<Called> called(Container container) {
        List<AlluxioPort> ports = new ArrayList<>();
        boolean isClient = container.role().isEmpty()
                && (container.options().get(PropertyKeys.MASTER_HOSTNAME).isPresent()
                        || container
                                .options()
                                .get(PropertyKeys.MASTER_RPC_ADDRESSES)
                                .isPresent());
        if (isClient || container.is(Role.FUSE, Role.PROXY)) {
            ports.add(AlluxioPort.MASTER_RPC);
            ports.add(AlluxioPort.WORKER_RPC);
        } else if (container.is(Role.WORKER)) {
            ports.add(AlluxioPort.MASTER_RPC);
        } else if (container.is(Role.JOB_WORKER)) {
            ports.add(AlluxioPort.JOB_MASTER_RPC);
        } else if (container.is(Role.MASTER)
                && MasterJournal.of(container).addresses().size() > 1) {
            ports.add(AlluxioPort.MASTER_JOURNAL);
        }
        return Iterables.map(
                Iterables.filter(ports, port -> port != AlluxioPort.MASTER_RPC || !hasOwnPorts(container.options())),
                port -> new Called(
                        MessageText.cut(container.name()),
                        port,
                        container.options().portNumber(port)));
    }

    /** Addresses of several masters have ports of their own, which need not be one. */
    private static boolean hasOwnPorts(JvmOptions options) {
        return options.get(PropertyKeys.MASTER_RPC_ADDRESSES)
                .filter(list -> !MasterAddresses.hosts(list.value()).isEmpty()
                        && !list.value().contains(":" + options.portNumber(AlluxioPort.MASTER_RPC)))
                .isPresent();
    }
}
