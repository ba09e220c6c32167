package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.alluxio.PropertyHistory;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;

/**
 * Workers with a domain socket, and clients of it, use Netty's native transport.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.worker.network.netty.channel} of workers with a domain socket;
 * {@code alluxio.user.network.streaming.netty.channel} of clients that mount it or are told to use it, and in images of Alluxio
 * up to 2.2.0 {@code alluxio.user.network.netty.channel}, which later ones do not read.
 *
 * <p><b>Allowed values:</b> {@code EPOLL}, or nothing.
 *
 * <p><b>Why:</b> Java's NIO has no domain sockets in Alluxio's Netty. With it the worker creates no socket, and a client
 * never uses one, without any error.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: a master that serves {@code as.uuid} may be applied after its
 * workers and clients.
 *
 * <p><b>Source:</b> {@code AlluxioWorkerProcess.isDomainSocketEnabled} and {@code NettyUtils.isDomainSocketAccessible} of
 * 2.0 to 2.10.
 */
public final class ShortCircuitChannel implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
            "short-circuit-channel", "With the channel NIO no domain socket is created or used, and no error says so.");

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
            socket.worker()
                    .options()
                    .get(PropertyKeys.WORKER_NETTY_CHANNEL)
                    .ifPresent(channel -> judge(socket.worker(), channel, findings));
        }
        for (Container client : ClientSockets.clients(object)) {
            if (ClientSockets.uses(client)) {
                client.options().get(key(client)).ifPresent(channel -> judge(client, channel, findings));
            }
        }
    }

    private static String key(Container client) {
        boolean isOld = client.isOfAlluxio()
                && client.release()
                        .filter(release -> PropertyHistory.of(PropertyKeys.USER_NETTY_CHANNEL, release)
                                .isEmpty())
                        .isPresent();
        return isOld ? PropertyKeys.USER_NETTY_CHANNEL : PropertyKeys.USER_STREAMING_NETTY_CHANNEL;
    }

    private static void judge(Container container, Property channel, Findings findings) {
        if (channel.value().equalsIgnoreCase("NIO")) {
            findings.at(container, channel.origin())
                    .found(channel.key() + "=NIO")
                    .wanted("EPOLL")
                    .fix("remove -D" + channel.key() + "=NIO");
        }
    }
}
