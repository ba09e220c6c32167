package alluxio.admission.cluster.facts;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Commands that hints name, with the names of the objects in them, so that they can be copied. */
public final class RemedyCommands {
    private static final Set<String> RESTARTED = Set.of("Deployment", "StatefulSet", "DaemonSet");

    private RemedyCommands() {}

    /**
     * By which an administrator trusts a namespace.
     *
     * @param trusted already, which a list of Helm would replace
     */
    public static String trust(String namespace, Collection<String> trusted, Optional<Installation> installation) {
        Set<String> all = new LinkedHashSet<>(trusted);
        all.add(namespace);
        String release = installation.map(Installation::service).orElse(Installation.NAME);
        String in = installation.map(Installation::namespace).orElse(Installation.NAME);
        return "helm upgrade --install " + release + " deploy/chart --namespace " + in
                + " --reuse-values --set 'discovery.namespaces={" + String.join(",", all)
                + "}'; without Helm: bin/alluxio-admission trust " + namespace;
    }

    /**
     * By which pods are created again.
     *
     * @param owner {@code Deployment team/web}
     */
    public static String restart(String owner) {
        String kind = owner.substring(0, owner.indexOf(' '));
        String namespace = owner.substring(owner.indexOf(' ') + 1, owner.indexOf('/'));
        String name = owner.substring(owner.indexOf('/') + 1);
        String kubectl = "kubectl -n " + namespace + " ";
        return RESTARTED.contains(kind)
                ? kubectl + "rollout restart " + kind.toLowerCase(Locale.ROOT) + "/" + name
                : kind.equals("Pod")
                        ? kubectl + "delete pod " + name + ", then apply it again"
                        : "delete the pods of " + kind + " " + namespace + "/" + name;
    }
}
