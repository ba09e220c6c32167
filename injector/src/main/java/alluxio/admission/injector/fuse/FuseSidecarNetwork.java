package alluxio.admission.injector.fuse;

import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.injector.clientproperties.ClientProperties;
import alluxio.admission.injector.hostaliases.HostAliasesMutator;
import alluxio.admission.injector.hostaliases.IpAddresses;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.Profile;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Refuses what of a pod decides whom its privileged FUSE sidecar talks to, or what can reach into it. All containers of a pod
 * have the same /etc/hosts and resolv.conf, and both are its author's to write. A sidecar that takes a server of theirs for
 * the master reads its configuration and its files from there, as root on the node.
 *
 * <p>Names that the sidecar asks for are all words of its properties, so not the masters' alone but also those of, say,
 * ZooKeeper. It asks for {@code <host>.<namespace>.svc} where the profile has one label: with fewer, the search list would try
 * a Service and a pod of the same names in the pod's own namespace first.
 *
 * <p>Sources: the kubelet's {@code ensureHostsFile} (hostAliases, and the pod's own name, which hostnameOverride sets) and
 * {@code GetPodDNS} (dnsConfig), ptrace(2) for shareProcessNamespace.
 */
record FuseSidecarNetwork(Injection injection) {
    static final String RULE = "inject-fuse-sidecar";

    /** What no host name has in it. */
    private static final Pattern SEPARATOR = Pattern.compile("[^a-z0-9.-]");

    void check() {
        Profile profile = injection.profile();
        Set<String> names = words(profile);
        PodElement spec = injection.spec();
        for (JsonNode alias : spec.list(HostAliasesMutator.LIST)) {
            // Every name of the entry may be at fault, and each message has the address.
            String ip = Excerpt.of(alias.path("ip").stringValue(""));
            for (JsonNode hostname : alias.path("hostnames")) {
                String name = hostname.stringValue("").toLowerCase(Locale.ROOT);
                if (names.contains(name) && !isOfProfile(profile, ip, name)) {
                    refuse(
                            FieldPath.member(spec.fieldOf(HostAliasesMutator.LIST, "ip", ip), "hostnames"),
                            "the pod's hostAliases map \"" + hostname.stringValue("") + "\" to " + ip
                                    + ", and the sidecar asks for that name, which is in profile \"" + profile.name()
                                    + "\"",
                            "remove the entry");
                }
            }
        }
        String hostname = spec.text("hostnameOverride").toLowerCase(Locale.ROOT);
        if (names.contains(hostname)) {
            refuse(
                    spec.fieldOf("hostnameOverride"),
                    "the pod calls itself \"" + hostname
                            + "\", and the sidecar asks for that name, which is in profile \"" + profile.name() + "\"",
                    "give the pod another name");
        }
        if (asksDns(profile)) {
            dns(spec);
        }
        if (spec.node().path("shareProcessNamespace").booleanValue(false)) {
            refuse(
                    spec.fieldOf("shareProcessNamespace"),
                    "the pod has shareProcessNamespace: true, by which its containers see the processes of the sidecar: any "
                            + "that runs as root can end them, and with SYS_PTRACE enter them",
                    "remove shareProcessNamespace");
        }
    }

    private void dns(PodElement spec) {
        JsonNode config = spec.node().path("dnsConfig");
        for (String list : List.of("nameservers", "searches")) {
            if (!config.path(list).isEmpty()) {
                refuse(
                        FieldPath.member(spec.fieldOf("dnsConfig"), list),
                        "the pod has dnsConfig." + list + " ("
                                + Excerpt.of(config.path(list).path(0).stringValue(""))
                                + "), by which its author says what the names in profile \""
                                + injection.profile().name() + "\" mean to the sidecar",
                        "remove them, or let the profile name the masters by addresses");
            }
        }
    }

    private void refuse(String field, String problem, String action) {
        injection
                .report()
                .refuse(
                        RULE,
                        field,
                        "fuse mode sidecar: " + problem
                                + "; it is privileged, and must not be led elsewhere by its pod; " + action
                                + ", or use fuse mode host, or leave fuse out with " + Keys.FEATURES);
    }

    private static boolean isOfProfile(Profile profile, String ip, String name) {
        for (HostAlias alias : profile.hostAliases()) {
            if (IpAddresses.same(alias.ip(), ip)
                    && alias.hostnames().stream()
                            .anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(name))) {
                return true;
            }
        }
        return false;
    }

    /** Words of the sidecar's properties, of which host names are some. */
    private static Set<String> words(Profile profile) {
        Set<String> words = new HashSet<>();
        ClientProperties.ofSidecar(profile, Map.of())
                .values()
                .forEach(value -> words.addAll(List.of(SEPARATOR.split(value.toLowerCase(Locale.ROOT)))));
        words.remove("");
        return words;
    }

    private static boolean asksDns(Profile profile) {
        return profile.masters().stream().anyMatch(master -> !IpAddresses.isOne(master.host()));
    }
}
