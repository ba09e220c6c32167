package alluxio.admission.injector.hostaliases;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.kube.FieldPath;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds the profile's host aliases, merged by address into those of the pod. A name that the pod maps to another address is a
 * conflict: /etc/hosts would have both, and silently use the first.
 */
public final class HostAliasesMutator implements Mutator {
    public static final String LIST = "hostAliases";

    /** The detail in the status of a name that was added with a new entry, rather than to an existing one. */
    static final String NEW_ENTRY = "entry";

    /** The pod's host aliases by name and by address; the first entry of each counts. */
    private record PodAliases(Map<String, PodElement> byName, Map<String, PodElement> byIp) {
        static PodAliases of(PodElement spec) {
            PodAliases podAliases = new PodAliases(new HashMap<>(), new HashMap<>());
            ArrayNode aliases = spec.list(LIST);
            for (int i = 0; i < aliases.size(); i++) {
                if (aliases.get(i) instanceof ObjectNode alias) {
                    podAliases.add(element(spec, i, alias));
                }
            }
            return podAliases;
        }

        void add(PodElement entry) {
            byIp.putIfAbsent(IpAddresses.canonical(entry.text("ip")), entry);
            for (JsonNode name : entry.list("hostnames")) {
                byName.putIfAbsent(key(name.stringValue("")), entry);
            }
        }

        static String key(String hostname) {
            return hostname.toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public boolean mutate(Injection injection) {
        boolean complete = true;
        PodAliases podAliases = PodAliases.of(injection.spec());
        for (HostAlias alias : injection.profile().hostAliases()) {
            injection
                    .report()
                    .explanation()
                    .value(
                            Feature.HOST_ALIASES,
                            alias.ip(),
                            String.join(",", alias.hostnames()),
                            ValueOrigin.PROFILE,
                            "hostAliases");
            for (String hostname : alias.hostnames()) {
                complete &= map(injection, podAliases, alias.ip(), hostname);
            }
        }
        return complete;
    }

    private static boolean map(Injection injection, PodAliases podAliases, String ip, String hostname) {
        PodElement existing = podAliases.byName().get(PodAliases.key(hostname));
        if (existing != null && IpAddresses.areEqual(existing.text("ip"), ip)) {
            injection.recorder().present(AdditionKind.HOST_ALIASES, ip, hostname);
            return true;
        }
        if (existing != null) {
            injection
                    .report()
                    .conflict(
                            "inject-host-alias",
                            existing.fieldOf("hostnames"),
                            "profile \"" + injection.profile().name() + "\" maps host \"" + hostname + "\" to " + ip
                                    + ", but the pod maps it to " + Excerpt.of(existing.text("ip"))
                                    + "; remove the pod's entry, or leave host-aliases out with " + Keys.FEATURES);
            return false;
        }
        add(injection, podAliases, ip, hostname);
        return true;
    }

    private static void add(Injection injection, PodAliases podAliases, String ip, String hostname) {
        PodElement spec = injection.spec();
        PodElement entry = podAliases.byIp().get(IpAddresses.canonical(ip));
        if (entry != null) {
            injection.patch().append(entry, "hostnames", entry.node().stringNode(hostname));
            injection.recorder().added(AdditionKind.HOST_ALIASES, ip, hostname);
            podAliases.byName().put(PodAliases.key(hostname), entry);
            return;
        }
        ObjectNode alias = spec.node().objectNode().put("ip", ip);
        alias.putArray("hostnames").add(hostname);
        podAliases.add(element(spec, spec.node().path(LIST).size(), alias));
        injection.patch().append(spec, LIST, alias);
        injection.recorder().added(AdditionKind.HOST_ALIASES, ip, hostname, NEW_ENTRY);
    }

    static PodElement element(PodElement spec, int index, ObjectNode alias) {
        return spec.item(
                LIST,
                index,
                alias,
                FieldPath.keyed("", "ip", Excerpt.of(alias.path("ip").stringValue(""))));
    }
}
