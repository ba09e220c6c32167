package alluxio.admission.injector.hostaliases;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.patch.ListIndex;
import alluxio.admission.injector.patch.ListIndex.Slot;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.uninject.Uninjection;
import alluxio.admission.model.Lazy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The host names of a pod by address and name, from which those are taken out that an injection put in. Used by one thread. */
final class HostAliasIndex {
    private static final String LIST = HostAliasesMutator.LIST;
    private static final String NAMES = "hostnames";

    private record Mapping(String ip, String hostname) {}

    /** One name of one entry. */
    private record Found(Slot entry, ListIndex names, Slot name) {}

    private final Uninjection uninjection;
    private final Map<Mapping, Deque<Found>> found = new HashMap<>();
    private final Lazy<ListIndex> entries = new Lazy<>(this::readEntries);
    private final Lazy<Set<String>> ownEntries = new Lazy<>(this::readOwnEntries);

    HostAliasIndex(Uninjection uninjection) {
        this.uninjection = uninjection;
    }

    boolean contains(Addition addition) {
        entries.get();
        return !of(addition).isEmpty();
    }

    /** Takes out the name; the entry goes with its last name if it came with an injected one. False when it is not there. */
    boolean remove(Addition addition) {
        ListIndex index = entries.get();
        Optional<Found> first = Optional.ofNullable(of(addition).pollFirst());
        first.ifPresent(name -> {
            Slot entry = name.entry();
            if (name.names().size() == 1 && ownEntries.get().contains(addition.where())) {
                uninjection.removeItem(uninjection.spec(), LIST, index, "", entry);
            } else if (entry.item() instanceof ObjectNode object) {
                PodElement place = HostAliasesMutator.place(uninjection.spec(), index.position(entry), object);
                uninjection.removeItem(place, NAMES, name.names(), addition.what(), name.name());
            }
        });
        return first.isPresent();
    }

    private Deque<Found> of(Addition addition) {
        Mapping mapping = new Mapping(IpAddresses.canonical(addition.where()), addition.what());
        return found.getOrDefault(mapping, new ArrayDeque<>());
    }

    /** All entries under one key. */
    private ListIndex readEntries() {
        ArrayNode list = uninjection.spec().list(LIST);
        ListIndex index = ListIndex.of(list, _ -> "", uninjection.patch().budget());
        index.all("").forEach(this::addNames);
        return index;
    }

    private void addNames(Slot entry) {
        if (!(entry.item() instanceof ObjectNode alias && alias.path(NAMES) instanceof ArrayNode list)) {
            return;
        }
        String ip = IpAddresses.canonical(alias.path("ip").stringValue(""));
        ListIndex names = ListIndex.of(
                list, name -> name.stringValue(""), uninjection.patch().budget());
        // From the end: names are appended.
        names.inReverse()
                .forEach(name -> found.computeIfAbsent(
                                new Mapping(ip, name.item().stringValue("")), _ -> new ArrayDeque<>(1))
                        .addLast(new Found(entry, names, name)));
    }

    /** The addresses whose entries came with one of our names. */
    private Set<String> readOwnEntries() {
        Set<String> own = new HashSet<>();
        uninjection.status().additions().forEach((addition, detail) -> {
            if (addition.kind() == AdditionKind.HOST_ALIASES && detail.equals(HostAliasesMutator.NEW_ENTRY)) {
                own.add(addition.where());
            }
        });
        return own;
    }
}
