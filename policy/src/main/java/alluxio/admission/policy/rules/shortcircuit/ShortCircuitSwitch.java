package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.view.Container;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;

/**
 * The switch for direct file access is not used to switch off domain sockets.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.user.short.circuit.enabled} of workers with a domain socket, and of clients
 * that use it.
 *
 * <p><b>Allowed values:</b> {@code true}, or nothing, beside a domain socket.
 *
 * <p><b>Why:</b> the property is the client's, and is about opening the worker's block files. A worker with it creates the
 * socket nevertheless, and a client with it uses the socket nevertheless.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: a master that serves {@code as.uuid} may be applied after its
 * workers and clients.
 *
 * <p><b>Source:</b> {@code BlockInStream.create} and {@code NettyUtils.isDomainSocketAccessible} of 2.2 and 2.9.6, both
 * tried out.
 */
public final class ShortCircuitSwitch implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
            "short-circuit-switch",
            PropertyKeys.USER_SHORT_CIRCUIT_ENABLED
                    + "=false switches off direct access to files but leaves the domain socket in use.");

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
            judge(
                    socket.worker(),
                    "remove -D" + PropertyKeys.DOMAIN_SOCKET_ADDRESS + " to switch the domain socket off",
                    findings);
        }
        for (Container client : ClientSockets.clients(object)) {
            if (ClientSockets.uses(client)) {
                judge(
                        client,
                        "remove the mount and -D" + PropertyKeys.DOMAIN_SOCKET_AS_UUID + " to use the network",
                        findings);
            }
        }
    }

    private static void judge(Container container, String fix, Findings findings) {
        container
                .options()
                .get(PropertyKeys.USER_SHORT_CIRCUIT_ENABLED)
                .filter(p -> p.value().equalsIgnoreCase("false"))
                .ifPresent(off -> findings.at(container, off.origin())
                        .found(off.key() + "=false beside a domain socket")
                        .wanted("one or the other")
                        .fix(fix));
    }
}
