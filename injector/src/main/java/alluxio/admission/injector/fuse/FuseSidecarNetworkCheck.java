package alluxio.admission.injector.fuse;

import alluxio.admission.injector.clientproperties.ClientProperties;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.hostaliases.HostAliasesMutator;
import alluxio.admission.injector.hostaliases.IpAddresses;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.kube.FieldPath;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Refuses settings of a pod that decide which servers its privileged FUSE sidecar connects to, or that give access to the sidecar.
 * All containers of a pod share /etc/hosts and resolv.conf, and the pod's author controls both. A sidecar that takes the author's
 * server for the master reads its configuration and its files from there, as root on the node.
 *
 * <p>Host names may be in any property of the sidecar: those of the masters, but also, for example, of ZooKeeper. For a host of one
 * label in the profile, the sidecar resolves {@code <host>.<namespace>.svc}: with fewer labels, the search list would first try a
 * Service and a pod of these names in the pod's namespace.
 *
 * <p>Sources: the kubelet's {@code ensureHostsFile} (hostAliases, and the pod's own name, which hostnameOverride sets) and
 * {@code GetPodDNS} (dnsConfig), ptrace(2) for shareProcessNamespace.
 */
record FuseSidecarNetworkCheck(
        PodElement spec, Profile profile, Set<String> names, boolean usesDns, InjectionReport report) {
    static final String RULE = "inject-fuse-sidecar";

    /** Characters that no host name contains. */
    private static final Pattern SEPARATOR = Pattern.compile("[^a-z0-9.-]");

    /** For the sidecar that the profile describes. */
    static FuseSidecarNetworkCheck of(Injection injection) {
        Profile profile = injection.profile();
        return new FuseSidecarNetworkCheck(
                injection.spec(), profile, words(profile), usesDns(profile), injection.report());
    }

    /** For a sidecar that is in the pod already, perhaps with other values of the profile. */
    static FuseSidecarNetworkCheck ofExisting(
            PodElement spec, PodElement sidecar, Profile profile, InjectionReport report) {
        Set<String> names = words(profile);
        sidecar.list("env").forEach(entry -> addWords(entry.path("value").stringValue(""), names));
        return new FuseSidecarNetworkCheck(spec, profile, names, true, report);
    }

    /** Refuses each such setting. */
    void check() {
        checkHostAliases();
        checkHostname();
        if (usesDns) {
            checkDns();
        }
        if (spec.node().path("shareProcessNamespace").booleanValue(false)) {
            refuse(
                    spec.fieldOf("shareProcessNamespace"),
                    "the pod has shareProcessNamespace: true, so its containers see the processes of the sidecar: any of "
                            + "them that runs as root can kill them, and with SYS_PTRACE control them",
                    "remove shareProcessNamespace");
        }
    }

    private void checkHostAliases() {
        for (JsonNode alias : spec.list(HostAliasesMutator.LIST)) {
            // Each name of the entry may be refused, and each message has the address.
            String ip = Excerpt.of(alias.path("ip").stringValue(""));
            for (JsonNode hostname : alias.path("hostnames")) {
                String name = hostname.stringValue("").toLowerCase(Locale.ROOT);
                if (names.contains(name) && !isProfileAlias(profile, ip, name)) {
                    refuse(
                            FieldPath.member(spec.fieldOf(HostAliasesMutator.LIST, "ip", ip), "hostnames"),
                            "the pod's hostAliases map \"" + hostname.stringValue("") + "\" to " + ip + resolved(),
                            "remove the entry");
                }
            }
        }
    }

    private void checkHostname() {
        String hostname = spec.text("hostnameOverride").toLowerCase(Locale.ROOT);
        if (names.contains(hostname)) {
            refuse(
                    spec.fieldOf("hostnameOverride"),
                    "the pod has hostnameOverride \"" + hostname + "\"" + resolved(),
                    "set another hostnameOverride");
        }
    }

    private String resolved() {
        return ", and the sidecar resolves that name, which is in profile \"" + profile.name() + "\"";
    }

    private void checkDns() {
        JsonNode config = spec.node().path("dnsConfig");
        for (String list : List.of("nameservers", "searches")) {
            if (!config.path(list).isEmpty()) {
                refuse(
                        FieldPath.member(spec.fieldOf("dnsConfig"), list),
                        "the pod has dnsConfig." + list + " ("
                                + Excerpt.of(config.path(list).path(0).stringValue(""))
                                + "), which decides how the sidecar resolves the names in profile \""
                                + profile.name() + "\"",
                        "remove it, or name the masters by IP addresses in the profile");
            }
        }
    }

    private void refuse(String field, String problem, String action) {
        report.refuse(
                RULE,
                field,
                "fuse mode sidecar: " + problem
                        + "; the sidecar is privileged, so its pod must not control what it connects to; "
                        + action
                        + ", or use fuse mode host, or leave fuse out with " + Keys.FEATURES);
    }

    private static boolean isProfileAlias(Profile profile, String ip, String name) {
        for (HostAlias alias : profile.hostAliases()) {
            if (IpAddresses.areEqual(alias.ip(), ip)
                    && alias.hostnames().stream()
                            .anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(name))) {
                return true;
            }
        }
        return false;
    }

    /** The words in the values of the sidecar's properties; host names are among them. */
    private static Set<String> words(Profile profile) {
        Set<String> words = new HashSet<>();
        ClientProperties.forSidecar(profile, Map.of()).values().forEach(value -> addWords(value, words));
        return words;
    }

    private static void addWords(String value, Set<String> words) {
        words.addAll(List.of(SEPARATOR.split(value.toLowerCase(Locale.ROOT))));
        words.remove("");
    }

    private static boolean usesDns(Profile profile) {
        return profile.masters().stream().anyMatch(master -> !IpAddresses.isLiteral(master.host()));
    }
}
