package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.PersistentVolumeClaim;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Workers on several nodes do not share one claim for their domain sockets.
 *
 * <p><b>Restricted fields:</b> {@code persistentVolumeClaim.claimName} of the volume at the domain socket's address (where
 * that is not seen: of the mount {@code /opt/domain}) in a DaemonSet, or in what has several replicas.
 *
 * <p><b>Allowed values:</b> a hostPath. A claim whose PersistentVolume is a hostPath, as then each node has its own
 * directory; or one that is ReadWriteMany. A claim that is not seen is not judged.
 *
 * <p><b>Why:</b> a ReadWriteOnce claim can be used on one node only: the workers of all other nodes never start.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: the claim and its PersistentVolume may be applied after the
 * worker, which is not judged until then.
 *
 * <p><b>Source:</b> Alluxio issue 16721 and pull request 16723: the charts from 2.3 on create such a claim unless
 * {@code shortCircuit.volumeType} is {@code hostPath}.
 */
public final class DomainSocketClaim implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "domain-socket-claim",
                    "A ReadWriteOnce claim can be mounted on one node only; workers on all other nodes do not start.")
            .forKinds(ObjectKind.LONG_RUNNING_CONTROLLERS)
            .forRoles(Role.WORKER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return Stream.concat(PersistentVolumeClaim.indices().stream(), DomainSocket.indices().stream())
                .toList();
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        if (object.kind() != ObjectKind.DAEMON_SET && object.replicas() < 2) {
            return;
        }
        for (Container worker : object.containers(Role.WORKER)) {
            DomainSocket.mountOf(object, worker)
                    .flatMap(ContainerMount::volume)
                    .filter(v -> v.type().equals("persistentVolumeClaim"))
                    .ifPresent(volume -> judge(object, worker, volume, findings));
        }
    }

    private static void judge(ReviewedObject object, Container worker, Volume volume, Findings findings) {
        Field name = volume.source().at("claimName");
        Optional<PersistentVolumeClaim> claim = PersistentVolumeClaim.named(name.string(), object);
        if (claim.isEmpty()) {
            findings.notJudged(worker, PersistentVolumeClaim.describeUnseen(name.string(), object));
            return;
        }
        if (claim.get().isForOneNode() && !claim.get().isOfEachNode()) {
            findings.at(worker, name)
                    .found(volume.describe() + " ("
                            + String.join(", ", claim.get().accessModes()) + ") for workers on several nodes")
                    .wanted("a hostPath")
                    .fix("replace the claim by a hostPath such as /tmp/alluxio-domain; in the chart: set "
                            + "shortCircuit.volumeType to hostPath");
        }
    }
}
