package alluxio.admission.policy.rules.network;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MasterAddresses;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;

/**
 * A pod on the host network can resolve the master's name.
 *
 * <p><b>Restricted fields:</b> {@code spec.dnsPolicy} of pods with {@code hostNetwork: true} and a container of Alluxio's
 * that looks for the masters by a name.
 *
 * <p><b>Allowed values:</b> {@code ClusterFirstWithHostNet}; {@code None} and a {@code dnsConfig} with name servers; an
 * address instead of a name, or a name in {@code hostAliases}. A name is refused when it ends in {@code .svc} or
 * {@code .svc.cluster.local}, or is that of a Service that is seen; another name may be one of the network's, and is a
 * warning when it has no dot.
 *
 * <p><b>Why:</b> with hostNetwork the default, {@code ClusterFirst}, means the node's own name server, which does not know
 * Services: the process fails with {@code UnknownHostException} and cannot start, which is why the name of a Service is refused. A
 * short name that is not seen to be one may be known to the network's own servers: there it is a warning.
 *
 * <p><b>Order of applying:</b> any: a name that only a Service that is seen makes one of the cluster is a warning in a
 * live cluster.
 *
 * <p><b>Source:</b> the Kubernetes documentation of {@code dnsPolicy}; all official manifests set
 * {@code ClusterFirstWithHostNet} with {@code hostNetwork: true}.
 */
public final class DnsPolicy implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "dns-policy",
                    "On the host network the default policy uses the node's name server, which "
                            + "does not know Services: the master's name cannot be resolved.")
            .forRoles(Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY);

    private static final String WANTED = "ClusterFirstWithHostNet";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return HostNames.indices();
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.pod().filter(DnsPolicy::asksNode).ifPresent(pod -> {
            Field policy = pod.spec().at("dnsPolicy");
            List<String> masters = masters(object);
            Optional<String> service = Iterables.first(masters, host -> HostNames.isService(object, host));
            Optional<String> other = masters.stream()
                    .filter(host -> !host.contains(".") && host.charAt(0) >= 'a' && host.charAt(0) <= 'z')
                    .filter(host -> !HostNames.isAlias(pod, host) && !HostNames.isLoopback(host))
                    .findFirst();
            String found = "dnsPolicy " + policy.text().orElse("ClusterFirst") + " with hostNetwork";
            String fix = "set dnsPolicy: " + WANTED;
            if (service.filter(host -> !HostNames.isAlias(pod, host)).isPresent()) {
                findings.at(policy)
                        .found(found + ", and the master " + service.get())
                        .wanted(WANTED)
                        .fix(fix);
            } else if (other.isPresent()) {
                findings.at(policy)
                        .asWarning()
                        .found(found + ", and the master " + other.get())
                        .wanted(WANTED)
                        .fix(fix);
            } else {
                unseen(object)
                        .ifPresent(container -> findings.notJudged(
                                container, "the master's name may be in " + HostNames.unseen(container.options())));
            }
        });
    }

    private static boolean asksNode(Pod pod) {
        String policy = pod.spec().at("dnsPolicy").text().orElse("ClusterFirst");
        return pod.isHostNetwork()
                && List.of("ClusterFirst", "Default").contains(policy)
                && pod.spec().at("dnsConfig", "nameservers").items().isEmpty();
    }

    private static List<Container> containers(ReviewedObject object) {
        return object.processes(Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY);
    }

    private static List<String> masters(ReviewedObject object) {
        return containers(object).stream()
                .flatMap(c -> MasterAddresses.of(c.options()).hosts().stream())
                .distinct()
                .toList();
    }

    private static Optional<Container> unseen(ReviewedObject object) {
        return Iterables.first(containers(object), c -> !c.options().isComplete());
    }
}
