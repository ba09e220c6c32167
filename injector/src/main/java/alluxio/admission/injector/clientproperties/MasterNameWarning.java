package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.Profile;
import java.util.Optional;

/**
 * Warns about a pod that resolves names by the DNS of its node, which does not know the names of Services and so not the
 * master's. The pod's network is left as it is: that is its author's.
 */
public final class MasterNameWarning {
    private final Injection injection;
    private final boolean fuseSidecar;

    /** @param fuseSidecar whether a FUSE sidecar was added to the pod: it needs the master's name whatever client-options says */
    public MasterNameWarning(Injection injection, boolean fuseSidecar) {
        this.injection = injection;
        this.fuseSidecar = fuseSidecar;
    }

    /** Adds the warning to the report where it applies. */
    public void check() {
        Optional<String> host = unresolvedMaster();
        if (host.isPresent()) {
            warn(host.get());
        }
    }

    /** The name of a master that only the cluster's DNS knows, in a pod that does not use that. */
    private Optional<String> unresolvedMaster() {
        PodElement spec = injection.spec();
        boolean needsMaster = !injection.clients().isEmpty()
                && (fuseSidecar || injection.settings().clientOptions() != ClientOptions.NONE);
        if (!needsMaster || !usesDnsOfNode(spec)) {
            return Optional.empty();
        }
        Profile profile = injection.profile();
        return profile.masters().stream()
                .map(master -> ClientProperties.withNamespace(master, profile).host())
                .filter(host -> isClusterName(host, profile) && !isAliased(host, spec))
                .findFirst();
    }

    /** Source: the kubelet's {@code getPodDNSType}. ClusterFirst is the default, and does not hold with hostNetwork. */
    private static boolean usesDnsOfNode(PodElement spec) {
        return switch (spec.text("dnsPolicy")) {
            case "", "ClusterFirst" -> usesHostNetwork(spec);
            case "Default" -> true;
            default -> false;
        };
    }

    private static boolean usesHostNetwork(PodElement spec) {
        return spec.node().path("hostNetwork").booleanValue(false);
    }

    private static boolean isClusterName(String host, Profile profile) {
        return host.endsWith("." + profile.namespace()) || host.endsWith(".svc") || host.contains(".svc.");
    }

    private static boolean isAliased(String host, PodElement spec) {
        return spec.list("hostAliases")
                .valueStream()
                .flatMap(alias -> alias.path("hostnames").valueStream())
                .anyMatch(name -> name.stringValue("").equals(host));
    }

    private void warn(String host) {
        boolean hostNetwork = usesHostNetwork(injection.spec());
        String cause = hostNetwork ? "hostNetwork without dnsPolicy ClusterFirstWithHostNet" : "dnsPolicy Default";
        String fix = hostNetwork ? "ClusterFirstWithHostNet" : "ClusterFirst";
        String alternative = fuseSidecar
                ? ""
                : ", or " + Keys.CLIENT_OPTIONS + ": none if the application gets its master in another way";
        injection
                .report()
                .warn(
                        "master-name",
                        "the pod uses the DNS of its node (" + cause + "), which does not know the master's name "
                                + host + "; set dnsPolicy: " + fix + alternative);
    }
}
