package alluxio.admission.injector;

import alluxio.admission.injector.Explanation.Origin;
import alluxio.admission.injector.Status.Kind;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Profile.HostAlias;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Names of hosts outside the cluster, merged by address into what the pod has. A name that the pod maps to another
 * address is a conflict: /etc/hosts would hold both, and the first one would win without a word.
 */
final class HostAliasesMutator implements Mutator {
    static final String LIST = "hostAliases";

    /** In the status: the name came with an entry of its own, rather than into one that was there. */
    static final String NEW_ENTRY = "entry";

    @Override
    public boolean mutate(Injection injection) {
        boolean complete = true;
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
                complete &= map(injection, alias.ip(), hostname);
            }
        }
        return complete;
    }

    private static boolean map(Injection injection, String ip, String hostname) {
        Optional<Place> owner = Optional.empty();
        ArrayNode aliases = injection.spec().list(LIST);
        for (int i = 0; i < aliases.size(); i++) {
            if (!(aliases.get(i) instanceof ObjectNode alias)) {
                continue;
            }
            Place place = place(injection.spec(), i, alias);
            boolean sameIp = IpAddresses.same(place.text("ip"), ip);
            if (names(place, hostname)) {
                if (sameIp) {
                    injection.recorder().present(Kind.HOST_ALIASES, ip, hostname);
                    return true;
                }
                injection
                        .report()
                        .conflict(
                                "inject-host-alias",
                                place.fieldOf("hostnames"),
                                "profile \"" + injection.profile().name() + "\" maps host \"" + hostname + "\" to "
                                        + ip + ", but the pod maps it to " + place.text("ip")
                                        + "; remove the pod's entry, or leave host-aliases out with " + Keys.FEATURES);
                return false;
            }
            owner = sameIp && owner.isEmpty() ? Optional.of(place) : owner;
        }
        if (owner.isPresent()) {
            injection.patch().append(owner.get(), "hostnames", aliases.stringNode(hostname));
            injection.recorder().added(Kind.HOST_ALIASES, ip, hostname);
        } else {
            ObjectNode alias = aliases.objectNode().put("ip", ip);
            alias.putArray("hostnames").add(hostname);
            injection.patch().append(injection.spec(), LIST, alias);
            injection.recorder().added(Kind.HOST_ALIASES, ip, hostname, NEW_ENTRY);
        }
        return true;
    }

    static Place place(Place spec, int index, ObjectNode alias) {
        String key = alias.path("ip").stringValue("");
        return new Place(alias, spec.pointerTo(LIST) + "/" + index, spec.fieldOf(LIST) + "[ip=" + key + "]");
    }

    private static boolean names(Place alias, String hostname) {
        for (JsonNode name : alias.list("hostnames")) {
            if (name.stringValue("").toLowerCase(Locale.ROOT).equals(hostname.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
