package alluxio.admission.policy.rules.network;

import alluxio.admission.model.Role;
import alluxio.admission.policy.Kind;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Pod;
import alluxio.admission.policy.view.Properties;
import java.util.List;

/** Where processes and hosts are, as far as one can see. */
final class Hosts {
    private Hosts() {}

    /** Whether it is a name or address of whoever asks. */
    static boolean isLoopback(String host) {
        String plain = host.replaceAll("[\\[\\]]", "");
        return List.of("localhost", "localhost.localdomain", "0.0.0.0", "::1").contains(plain)
                || plain.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** Containers that run the process of one of these roles. */
    static List<Container> processes(Subject subject, Role... roles) {
        return subject.containers(roles).stream().filter(Container::runsProcess).toList();
    }

    /** Whether something in the pod may answer for a master: a master itself, or a proxy that listens in its place. */
    static boolean hasMaster(Pod pod) {
        return pod.has(Role.MASTER)
                || pod.containers().stream()
                        .anyMatch(c -> c.role().isEmpty() && (c.declares(19998) || c.declares(20001)));
    }

    static String unseen(Properties properties) {
        return String.join(", ", properties.unseen());
    }

    /** Whether the cluster's name server knows it: by its end, or because the Service is seen. */
    static boolean isService(Subject subject, String host) {
        String name = host.contains(".") ? host.substring(0, host.indexOf('.')) : host;
        boolean qualified = host.endsWith(".svc") || host.endsWith(".svc.cluster.local");
        boolean isShort = host.equals(name) || host.equals(name + "." + subject.namespace());
        return qualified
                || (isShort
                        && subject.peers(Kind.SERVICE).stream()
                                .anyMatch(service -> service.name().equals(name)));
    }

    static boolean isAlias(Pod pod, String host) {
        return pod.spec().at("hostAliases").items().stream()
                .anyMatch(alias -> alias.at("hostnames").strings().contains(host));
    }
}
