package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Field;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A worker can write to the directory of its domain socket.
 *
 * <p><b>Restricted fields:</b> {@code volumeMounts[].readOnly} of the mount that holds
 * {@code alluxio.worker.data.server.domain.socket.address} in a worker, {@code persistentVolumeClaim.readOnly} of its
 * volume, and the volume's type.
 *
 * <p><b>Allowed values:</b> {@code readOnly: false} or nothing, and a volume that can be written: no configMap, secret,
 * projected or downwardAPI volume. Clients may mount it read-only, and should. Where the address is not seen,
 * {@code /opt/domain} is taken for it, with a warning.
 *
 * <p><b>Why:</b> the worker creates a new file for the socket each time it starts: on a read-only mount that fails, and the
 * worker ends.
 *
 * <p><b>Order of applying:</b> any: a mount that only a master that is seen makes that of the socket is a warning in a
 * live cluster.
 *
 * <p><b>Source:</b> bind(2), EROFS; {@code GrpcDataServer} of 2.0 to 2.10.
 */
public final class DomainSocketReadOnly implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "domain-socket-read-only",
                    "A worker makes its domain socket each time it starts, and does not start where it cannot write.")
            .forRoles(Role.WORKER);

    private static final Set<String> NEVER_WRITABLE = Set.of("configMap", "secret", "projected", "downwardAPI");

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
            boolean known = DomainSocket.of(object, worker).isPresent();
            DomainSocket.mountOf(object, worker)
                    .ifPresent(mount -> readOnly(mount).ifPresent(at -> {
                        String found = "a read-only volume at " + mount.path();
                        String wanted = "one that the worker can write";
                        String fix = at.name().equals("readOnly")
                                ? "remove readOnly from the mount"
                                : "use a hostPath such as /tmp/alluxio-domain";
                        findings.at(worker, at)
                                .asWarningUnless(known)
                                .found(found)
                                .wanted(wanted)
                                .fix(fix);
                    }));
        }
    }

    /** What makes it read-only. */
    private static Optional<Field> readOnly(ContainerMount mount) {
        Field ofClaim = mount.volume()
                .map(v -> v.source().at("readOnly"))
                .orElse(mount.field().at("readOnly"));
        if (mount.isReadOnly()) {
            return Optional.of(mount.field().at("readOnly"));
        }
        return ofClaim.isTrue()
                ? Optional.of(ofClaim)
                : mount.volume().filter(v -> NEVER_WRITABLE.contains(v.type())).map(v -> v.source());
    }
}
