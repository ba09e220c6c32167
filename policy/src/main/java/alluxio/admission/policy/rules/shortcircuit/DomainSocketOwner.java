package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Volume;
import alluxio.admission.model.view.VolumeOwners;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;

/**
 * A worker that is not root can write to the directory that is created for its domain socket.
 *
 * <p><b>Restricted fields:</b> {@code hostPath.type} of the volume at
 * {@code alluxio.worker.data.server.domain.socket.address} (where that is not seen: at {@code /opt/domain}), with the
 * worker's {@code runAsUser}.
 *
 * <p><b>Allowed values:</b> a directory that is there already ({@code Directory}), a worker that runs as root, or an init
 * container that runs as root and mounts the volume to change its owner. {@code fsGroup} does not help: it has no effect on
 * a hostPath.
 *
 * <p><b>Why:</b> {@code DirectoryOrCreate} creates a directory that belongs to root, with mode 0755; so does containerd
 * where no type is given. A worker that runs as user 1000 cannot create its socket there: it ends, and is restarted again
 * and again.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: what the master serves only decides which directory is meant.
 *
 * <p><b>Source:</b> Alluxio issues 11300 and 13096; the templates of 2.1 and 2.2 have such an init container, charts from
 * 2.3 on have none. Kubernetes' documentation of hostPath.
 */
public final class DomainSocketOwner implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "domain-socket-owner",
                    "A new hostPath directory belongs to root, and a worker that is not root cannot make its domain "
                            + "socket there.")
            .forRoles(Role.WORKER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return DomainSocket.indices();
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container worker : object.containers(Role.WORKER)) {
            Optional<ContainerMount> mount =
                    DomainSocket.mountOf(object, worker).filter(m -> !m.isReadOnly());
            Optional<Volume> volume = mount.flatMap(ContainerMount::volume);
            if (volume.filter(VolumeOwners::isCreated).isPresent()
                    && VolumeOwners.isOrdinaryUser(worker)
                    && !VolumeOwners.isPrepared(worker, volume.get())) {
                String path = mount.get().path();
                findings.at(worker, volume.get().source())
                        .found("a directory that belongs to root, for a worker that runs as user "
                                + worker.security().uid().orElse(0))
                        .wanted("one that the worker can write")
                        .fix("add an init container that runs as root, mounts "
                                + volume.get().name() + " at " + path + ", and runs chown "
                                + worker.security().uid().orElse(0) + " " + path);
            }
        }
    }
}
