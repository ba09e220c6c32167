package alluxio.admission.injector;

import alluxio.admission.injector.Status.Addition;
import alluxio.admission.injector.Status.Kind;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Host names; the entry goes with its last name if it came with one of ours. */
final class HostAliasRemover implements Remover {
    private static final String NAMES = "hostnames";

    /** @param entry with its position in the pod's list */
    private record Found(Place entry, int index, int name) {}

    @Override
    public boolean holds(Uninjection uninjection, Addition addition, String detail) {
        return find(uninjection.spec(), addition).isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        Optional<Found> found = find(uninjection.spec(), addition);
        if (found.isEmpty()) {
            uninjection.gone("host alias " + addition.what() + " for " + addition.where());
        } else if (found.get().entry().list(NAMES).size() == 1 && cameWithEntry(uninjection, addition.where())) {
            uninjection.removeItem(
                    uninjection.spec(), HostAliasesMutator.LIST, found.get().index());
        } else {
            uninjection.removeItem(found.get().entry(), NAMES, found.get().name());
        }
    }

    private static Optional<Found> find(Place spec, Addition addition) {
        ArrayNode aliases = spec.list(HostAliasesMutator.LIST);
        for (int i = 0; i < aliases.size(); i++) {
            if (!(aliases.get(i) instanceof ObjectNode alias)
                    || !IpAddresses.same(alias.path("ip").stringValue(""), addition.where())) {
                continue;
            }
            Place entry = HostAliasesMutator.place(spec, i, alias);
            // From the end: names are appended.
            for (int j = entry.list(NAMES).size() - 1; j >= 0; j--) {
                if (entry.list(NAMES).get(j).stringValue("").equals(addition.what())) {
                    return Optional.of(new Found(entry, i, j));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean cameWithEntry(Uninjection uninjection, String ip) {
        return uninjection.status().additions().entrySet().stream()
                .anyMatch(e -> e.getKey().kind() == Kind.HOST_ALIASES
                        && e.getKey().where().equals(ip)
                        && e.getValue().equals(HostAliasesMutator.NEW_ENTRY));
    }
}
