package alluxio.admission.policy.rules.network;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.MasterAddresses;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;

/**
 * Workers, FUSE and proxies know where the master is.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.master.rpc.addresses}, {@code alluxio.master.embedded.journal.addresses} and
 * {@code alluxio.master.hostname}, the first of which that is set counts, of workers, job workers, FUSE containers (also in
 * pods of applications) and proxies whose pod has no master.
 *
 * <p><b>Allowed values:</b> one of them, other than {@code localhost} and its addresses. That none is set is only refused
 * where all properties are seen and the image is an official one; with {@code hostNetwork: true}, a local name is a warning
 * unless the masters are seen to have networks of their own. With ZooKeeper no address is needed.
 *
 * <p><b>Why:</b> without an address the process looks for the master on its own host, which in Kubernetes is its own pod. It
 * fails with "Connection refused" and is restarted again and again: it cannot start, which is why it is refused. On the host network
 * a master may be on the same node, so that {@code localhost} is a warning there.
 *
 * <p><b>Order of applying:</b> any: that masters which are seen are on other hosts is a warning in a live cluster; the
 * rest needs no other object to be wrong.
 *
 * <p><b>Source:</b> {@code ConfigurationUtils.getMasterRpcAddresses} of 2.x; Alluxio issues 17467 (FUSE beside an
 * application) and 18620 (a worker with localhost).
 */
public final class MasterAddress implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "master-address",
                    "Without the master's address a process looks for the master in its own pod, and fails with "
                            + "\"Connection refused\".")
            .forRoles(Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY);

    private static final String FIX = "add -D" + PropertyKeys.MASTER_HOSTNAME + "=<the master's Service> to "
            + JavaOptionVariables.ALL_ROLES + ", or -D" + PropertyKeys.MASTER_RPC_ADDRESSES + " for several masters";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** Pods with a master, by whether they are on the host network. */
    private static final PeerIndex<Boolean> MASTERS = PeerIndex.of(
            "masters on the host network",
            List.of(ObjectKind.POD, ObjectKind.STATEFUL_SET, ObjectKind.DEPLOYMENT, ObjectKind.DAEMON_SET),
            (peer, entries) -> peer.pod()
                    .filter(pod -> pod.has(Role.MASTER))
                    .ifPresent(pod -> entries.add(pod.isHostNetwork(), true)));

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(MASTERS);
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        if (object.pod().filter(HostNames::hasMaster).isPresent()) {
            return;
        }
        for (Container container : object.processes(Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY)) {
            JvmOptions properties = container.options();
            MasterAddresses addresses = MasterAddresses.of(properties);
            if (addresses.from().isPresent()) {
                local(object, container, addresses, addresses.from().get(), findings);
            } else if (!isElsewhere(container, properties)) {
                missing(container, properties, findings);
            }
        }
    }

    private static void local(
            ReviewedObject object, Container container, MasterAddresses addresses, Property from, Findings findings) {
        Optional<String> local = Iterables.first(addresses.hosts(), HostNames::isLoopback);
        if (local.isEmpty()) {
            return;
        }
        if (!container.options().isComplete() && mayBeSetAgain(from)) {
            findings.notJudged(container, from.key() + " may be set again in " + HostNames.unseen(container.options()));
            return;
        }
        String found = from.key() + "=" + from.value();
        String wanted = "the name of the master's Service";
        String fix = "set " + from.key() + " to the name of the master's Service, such as alluxio-master-0";
        findings.at(container, from.origin())
                .asWarningUnless(container.options().isComplete() && isCertainlyElsewhere(object, container.pod()))
                .found(found)
                .wanted(wanted)
                .fix(fix);
    }

    /** The role's own variable and the command line have the last word. */
    private static boolean mayBeSetAgain(Property from) {
        return !from.source().startsWith("ALLUXIO_")
                || from.source().startsWith(JavaOptionVariables.ALL_ROLES)
                || from.source().startsWith("ALLUXIO_MASTER_HOSTNAME");
    }

    /** On the host network, localhost is the node, where a master may listen that is there too. */
    private static boolean isCertainlyElsewhere(ReviewedObject object, Pod pod) {
        return !pod.isHostNetwork() || (isSeen(object, false) && !isSeen(object, true));
    }

    private static boolean isSeen(ReviewedObject object, boolean onHostNetwork) {
        return object.firstPeer(MASTERS, onHostNetwork).isPresent();
    }

    /** ZooKeeper knows the masters; {@code mount} needs none; a variable that is not defined is another rule's. */
    private static boolean isElsewhere(Container container, JvmOptions properties) {
        return properties.isTrue(PropertyKeys.ZOOKEEPER_ENABLED)
                || container.words().contains("mount")
                || Iterables.any(
                        MasterAddresses.KEYS,
                        key -> properties
                                .get(key)
                                .filter(p -> Iterables.any(
                                        properties.unresolved(),
                                        u -> u.origin().path().equals(p.origin().path())))
                                .isPresent());
    }

    private static void missing(Container container, JvmOptions properties, Findings findings) {
        if (!properties.isComplete()) {
            findings.notJudged(container, "the master's address may be in " + HostNames.unseen(properties));
            return;
        }
        // Another image may have a properties file of its own.
        findings.at(container, container.field().at("env"))
                .asWarningUnless(container.imageName().isOfficial()
                        || container.imageName().isOfficialFuse())
                .found("no master address")
                .wanted(PropertyKeys.MASTER_HOSTNAME)
                .fix(FIX);
    }
}
