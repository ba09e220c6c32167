package alluxio.admission.policy.rules.network;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Where processes and hosts are, as far as one can see. */
final class HostNames {
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");
    private static final int LONGEST_LOOPBACK = 64;

    /** By its name. */
    private static final PeerIndex<Boolean> SERVICES = PeerIndex.of(
            "a Service of that name",
            List.of(ObjectKind.SERVICE),
            (service, entries) -> entries.add(service.name(), true));

    private static final Derived<Pod, Set<String>> ALIASES = Derived.of(HostNames::readAliases);
    private static final Derived<Pod, Boolean> HAS_MASTER = Derived.of(HostNames::findMaster);

    private HostNames() {}

    /** What {@link #isService} looks into. */
    static List<PeerIndex<?>> indices() {
        return List.of(SERVICES);
    }

    /** Whether it is a name or an address of the host itself. */
    static boolean isLoopback(String host) {
        if (host.length() > LONGEST_LOOPBACK) {
            return false;
        }
        String plain = host.replace("[", "").replace("]", "");
        return List.of("localhost", "localhost.localdomain", "0.0.0.0", "::1").contains(plain)
                || (plain.startsWith("127.") && LOOPBACK.matcher(plain).matches());
    }

    /** Whether something in the pod may answer for a master: a master itself, or a proxy that listens in its place. */
    static boolean hasMaster(Pod pod) {
        return pod.get(HAS_MASTER);
    }

    private static boolean findMaster(Pod pod) {
        return pod.has(Role.MASTER)
                || Iterables.any(
                        pod.containers(),
                        c -> c.role().isEmpty()
                                && (c.ports().has(AlluxioPort.MASTER_RPC.number())
                                        || c.ports().has(AlluxioPort.JOB_MASTER_RPC.number())));
    }

    static String unseen(JvmOptions properties) {
        return properties.unseenText();
    }

    /** Whether the cluster's name server knows it: by its end, or because the Service is seen. */
    static boolean isService(ReviewedObject object, String host) {
        String name = host.contains(".") ? host.substring(0, host.indexOf('.')) : host;
        boolean qualified = host.endsWith(".svc") || host.endsWith(".svc.cluster.local");
        boolean isShort = host.equals(name) || host.equals(name + "." + object.namespace());
        return qualified || (isShort && object.firstPeer(SERVICES, name).isPresent());
    }

    static boolean isAlias(Pod pod, String host) {
        return pod.get(ALIASES).contains(host);
    }

    private static Set<String> readAliases(Pod pod) {
        return Set.copyOf(Iterables.flatMap(
                pod.spec().at("hostAliases").items(),
                alias -> alias.at("hostnames").strings()));
    }
}
