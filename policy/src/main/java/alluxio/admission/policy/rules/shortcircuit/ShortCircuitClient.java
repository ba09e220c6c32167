package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerEnvironment.Variable;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.Pod;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A client that mounts the domain sockets is told to look there.
 *
 * <p><b>Restricted fields:</b> applications, FUSE containers and proxies with the workers' socket directory in {@code volumeMounts}:
 * {@code JAVA_TOOL_OPTIONS}, Alluxio's variables, properties files, {@code command} and {@code args}.
 *
 * <p><b>Allowed values:</b> {@code alluxio.worker.data.server.domain.socket.as.uuid=true}, in spite of its name also for
 * clients, or {@code alluxio.user.hostname} with the worker's host name; anywhere in what the container is given. A master
 * that is seen and serves the first is enough. Not judged where a ConfigMap or Secret is not seen.
 *
 * <p><b>Why:</b> without it a client compares host names to find a worker that is near. A pod's own name is never that of
 * its node, so all reads and writes go over the network, and the mount has no effect.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: a master that serves {@code as.uuid} may be applied after its
 * clients.
 *
 * <p><b>Source:</b> {@code BlockLocationUtils.nearest} and {@code NettyUtils.isDomainSocketAccessible} of 2.0 to 2.10; since
 * 2.1 the official manifests set the property for workers only. Alluxio issues 18659 and 11899.
 */
public final class ShortCircuitClient implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
            "short-circuit-client",
            "A client that is not told to look for domain sockets reads over the network, even with the sockets "
                    + "mounted.");

    private static final List<String> SAYINGS =
            List.of(PropertyKeys.DOMAIN_SOCKET_AS_UUID, PropertyKeys.USER_HOSTNAME, PropertyKeys.LOCALITY_NODE);
    private static final Set<String> FILES = Set.of("configMap", "secret", "projected", "downwardAPI", "csi");

    /** The volumes with a ConfigMap that speaks of it. */
    private static final Derived<Pod, Set<Volume>> SAYING = Derived.of(ShortCircuitClient::saying);

    private static final String AS_UUID = PropertyKeys.DOMAIN_SOCKET_AS_UUID + "=true";

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
        for (Container client : ClientSockets.clients(object)) {
            List<ContainerMount> mounts = ClientSockets.mounts(client);
            if (mounts.isEmpty() || isTold(client) || DomainSocket.isServedByMaster(object)) {
                continue;
            }
            Optional<String> unseen = unseen(client);
            if (unseen.isPresent()) {
                findings.notJudged(client, unseen.get());
            } else {
                boolean isAlluxio = client.is(Role.FUSE, Role.PROXY);
                String variable = isAlluxio ? JavaOptionVariables.ALL_ROLES : JavaOptionVariables.JAVA_TOOL_OPTIONS;
                findings.at(client, mounts.getFirst().field())
                        .found("domain sockets at " + mounts.getFirst().path() + " without " + AS_UUID)
                        .wanted("-D" + AS_UUID)
                        .fix("add -D" + AS_UUID + " to " + variable
                                + (isAlluxio ? "" : ", or set the label alluxio.io/inject: \"true\""));
            }
        }
    }

    /** Whether anything that the container is given speaks of it: Spark and others have their own ways to pass it on. */
    private static boolean isTold(Container client) {
        return Iterables.any(client.options().all(), property -> says(client, property.key()))
                || Iterables.any(client.words(), word -> says(client, word))
                || Iterables.any(
                        client.environment().variables().values(),
                        variable -> variable.value()
                                .filter(text -> says(client, text))
                                .isPresent())
                || Iterables.any(
                        client.mounts(),
                        m -> m.volume()
                                .filter(client.pod().get(SAYING)::contains)
                                .isPresent());
    }

    private static boolean says(Container client, String text) {
        client.field().budget().spendText(text.length());
        return Iterables.any(SAYINGS, text::contains);
    }

    /** Each ConfigMap is read once, however many volumes it is on. */
    private static Set<Volume> saying(Pod pod) {
        Map<String, Boolean> maps = new HashMap<>();
        Set<Volume> saying = new HashSet<>();
        for (Volume volume : pod.volumes()) {
            String name = volume.type().equals("configMap")
                    ? volume.source().at("name").string()
                    : "";
            if (!name.isEmpty() && maps.computeIfAbsent(name, n -> says(pod, n))) {
                saying.add(volume);
            }
        }
        return saying;
    }

    private static boolean says(Pod pod, String configMap) {
        return pod.configMap(configMap).stream()
                .flatMap(map -> map.at("data").members().stream())
                .map(Field::string)
                .anyMatch(text -> Iterables.any(SAYINGS, text::contains));
    }

    /** Something else that could say it. */
    private static Optional<String> unseen(Container client) {
        if (!client.environment().unseen().isEmpty()) {
            return Optional.of(MessageText.list(client.environment().unseen()));
        }
        return Stream.concat(
                        client.environment().variables().values().stream()
                                .filter(v -> v.value().isEmpty())
                                .map(Variable::name),
                        client.mounts().stream()
                                .flatMap(m -> m.volume().stream())
                                .filter(v -> isUnseenFile(client, v))
                                .map(v -> "volume " + v.name()))
                .findFirst();
    }

    private static boolean isUnseenFile(Container client, Volume volume) {
        boolean map = volume.type().equals("configMap");
        return FILES.contains(volume.type())
                && !volume.name().startsWith("kube-api-access")
                && !(map
                        && client.pod()
                                .configMap(volume.source().at("name").string())
                                .filter(found -> Iterables.none(found.at("data").members(), Field::isOmitted))
                                .isPresent());
    }
}
