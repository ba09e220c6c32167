package alluxio.admission.injector.hostaliases;

import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.Explanation.Origin;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.HostAlias;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Names of hosts outside the cluster, merged by address into what the pod has. A name that the pod maps to another
 * address is a conflict: /etc/hosts would hold both, and the first one would win without a word.
 */
public final class HostAliasesMutator implements Mutator {
    public static final String LIST = "hostAliases";

    /** In the status: the name came with an entry of its own, rather than into one that was there. */
    static final String NEW_ENTRY = "entry";

    /** What the pod has, by name and by address; the first entry counts. */
    private record Known(Map<String, PodElement> byName, Map<String, PodElement> byIp) {
        static Known of(PodElement spec) {
            Known known = new Known(new HashMap<>(), new HashMap<>());
            ArrayNode aliases = spec.list(LIST);
            for (int i = 0; i < aliases.size(); i++) {
                if (aliases.get(i) instanceof ObjectNode alias) {
                    known.add(place(spec, i, alias));
                }
            }
            return known;
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
        Known known = Known.of(injection.spec());
        for (HostAlias alias : injection.profile().hostAliases()) {
            injection
                    .report()
                    .reasons()
                    .value(
                            Feature.HOST_ALIASES,
                            alias.ip(),
                            String.join(",", alias.hostnames()),
                            Origin.PROFILE,
                            "hostAliases");
            for (String hostname : alias.hostnames()) {
                complete &= map(injection, known, alias.ip(), hostname);
            }
        }
        return complete;
    }

    private static boolean map(Injection injection, Known known, String ip, String hostname) {
        PodElement there = known.byName().get(Known.key(hostname));
        if (there != null && IpAddresses.same(there.text("ip"), ip)) {
            injection.recorder().present(AdditionKind.HOST_ALIASES, ip, hostname);
            return true;
        }
        if (there != null) {
            injection
                    .report()
                    .conflict(
                            "inject-host-alias",
                            there.fieldOf("hostnames"),
                            "profile \"" + injection.profile().name() + "\" maps host \"" + hostname + "\" to " + ip
                                    + ", but the pod maps it to " + Excerpt.of(there.text("ip"))
                                    + "; remove the pod's entry, or leave host-aliases out with " + Keys.FEATURES);
            return false;
        }
        add(injection, known, ip, hostname);
        return true;
    }

    private static void add(Injection injection, Known known, String ip, String hostname) {
        PodElement spec = injection.spec();
        PodElement owner = known.byIp().get(IpAddresses.canonical(ip));
        if (owner != null) {
            injection.patch().append(owner, "hostnames", owner.node().stringNode(hostname));
            injection.recorder().added(AdditionKind.HOST_ALIASES, ip, hostname);
            known.byName().put(Known.key(hostname), owner);
            return;
        }
        ObjectNode alias = spec.node().objectNode().put("ip", ip);
        alias.putArray("hostnames").add(hostname);
        known.add(place(spec, spec.node().path(LIST).size(), alias));
        injection.patch().append(spec, LIST, alias);
        injection.recorder().added(AdditionKind.HOST_ALIASES, ip, hostname, NEW_ENTRY);
    }

    static PodElement place(PodElement spec, int index, ObjectNode alias) {
        return spec.item(
                LIST, index, alias, FieldPath.keyed("", "ip", Excerpt.of(alias.path("ip").stringValue(""))));
    }
}
