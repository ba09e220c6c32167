package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client's pod does not create the directory of the workers' domain sockets.
 *
 * <p><b>Restricted fields:</b> {@code hostPath.type} of the volume that applications and FUSE mount for domain sockets.
 *
 * <p><b>Allowed values:</b> {@code Directory}, with the pods kept on nodes that have a worker. Others where all workers
 * that are seen are root or change the directory's owner. Not {@code File} or {@code Socket} where a worker that is seen
 * creates a new socket at each start.
 *
 * <p><b>Why:</b> {@code DirectoryOrCreate}, and with containerd also no type, creates a directory that belongs to root when
 * the client comes first. A worker that comes later runs as user 1000, cannot create its socket there, and does not start.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: clients are compared with the workers that are there already.
 *
 * <p><b>Source:</b> Kubernetes' documentation of hostPath; Alluxio issues 11300 and 13096; Alluxio's guide for Spark on
 * Kubernetes, which has {@code Directory}.
 */
public final class DomainSocketHostPathType implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
            "domain-socket-host-path-type",
            "A directory that a client's pod creates belongs to root, and a worker that "
                    + "comes later cannot create its domain socket there.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return PeerDomainSocket.indices();
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        // Several containers may have one volume.
        Map<Volume, Container> volumes = new LinkedHashMap<>();
        for (Container client : ClientSockets.clients(object)) {
            for (ContainerMount mount : ClientSockets.mounts(client)) {
                mount.volume().filter(Volume::isHostPath).ifPresent(v -> volumes.putIfAbsent(v, client));
            }
        }
        volumes.forEach((volume, client) -> judge(object, client, volume, findings));
    }

    private static void judge(ReviewedObject object, Container client, Volume volume, Findings findings) {
        String type = volume.source().at("type").string();
        boolean wrong = switch (type) {
            case "", "DirectoryOrCreate" -> !PeerDomainSocket.canAllWrite(volume.hostPath(), object);
            case "Directory" -> false;
            default -> PeerDomainSocket.isUuidIn(volume.hostPath(), object);
        };
        if (wrong) {
            findings.at(
                            client,
                            type.isEmpty() ? volume.source() : volume.source().at("type"))
                    .found(type.isEmpty() ? "no type, which makes the directory" : "type " + type)
                    .wanted("type Directory")
                    .fix("set hostPath.type to Directory, and keep the pods on nodes that have a worker");
        }
    }
}
