package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The path of a worker's domain socket is not longer than Linux allows.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.worker.data.server.domain.socket.address} of workers.
 *
 * <p><b>Allowed values:</b> at most 108 bytes; with {@code as.uuid=true} at most 71, as a slash and a UUID of 36 characters
 * follow. {@code /opt/domain} makes 48.
 *
 * <p><b>Why:</b> {@code sun_path} in {@code struct sockaddr_un} has 108 bytes. Netty cuts what is longer, the worker then
 * finds no socket at the path it asked for, and ends.
 *
 * <p><b>Order of applying:</b> any: an address that is too long only because a master that is seen serves {@code
 * as.uuid} is a warning in a live cluster.
 *
 * <p><b>Source:</b> unix(7); {@code netty_unix_socket.c}; {@code AlluxioWorkerProcess}, which sets permissions on the whole
 * path; Alluxio's documentation ("Filename too long").
 */
public final class DomainSocketLength implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "domain-socket-length",
                    "Linux allows 108 bytes for the path of a domain socket, and a worker whose path is longer does not "
                            + "start.")
            .forRoles(Role.WORKER);

    private static final int LONGEST = 108;
    private static final int UUID = 37;

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
        for (DomainSocket socket : DomainSocket.of(object)) {
            int length = socket.path().getBytes(StandardCharsets.UTF_8).length + (socket.isUuid() ? UUID : 0);
            if (length > LONGEST) {
                findings.at(socket.worker(), socket.address().origin())
                        .found("a socket path of " + length + " bytes")
                        .wanted("at most " + LONGEST)
                        .fix("mount the volume at " + AlluxioPaths.DOMAIN_SOCKETS + ", and write -D"
                                + PropertyKeys.DOMAIN_SOCKET_ADDRESS + "=" + AlluxioPaths.DOMAIN_SOCKETS);
            }
        }
    }
}
