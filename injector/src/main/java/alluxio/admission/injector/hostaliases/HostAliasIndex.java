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

/** An index of a pod's host aliases by address and name, to remove injected ones. Used by one thread. */
final class HostAliasIndex {
    private static final String LIST = HostAliasesMutator.LIST;
    private static final String NAMES = "hostnames";

    private record AliasKey(String ip, String hostname) {}

    /** One host name of one entry. */
    private record AliasName(Slot entry, ListIndex names, Slot name) {}

    private final Uninjection uninjection;
    private final Map<AliasKey, Deque<AliasName>> found = new HashMap<>();
    private final Lazy<ListIndex> entries = new Lazy<>(this::readEntries);
    private final Lazy<Set<String>> injectedEntries = new Lazy<>(this::readInjectedEntries);

    HostAliasIndex(Uninjection uninjection) {
        this.uninjection = uninjection;
    }

    boolean contains(Addition addition) {
        entries.get();
        return !of(addition).isEmpty();
    }

    /** Removes the name, and with its last name an entry that was injected. False if the name is missing. */
    boolean remove(Addition addition) {
        ListIndex index = entries.get();
        Optional<AliasName> first = Optional.ofNullable(of(addition).pollFirst());
        first.ifPresent(name -> {
            Slot entry = name.entry();
            if (name.names().size() == 1 && injectedEntries.get().contains(addition.where())) {
                uninjection.removeItem(uninjection.spec(), LIST, index, "", entry);
            } else if (entry.item() instanceof ObjectNode object) {
                PodElement element = HostAliasesMutator.element(uninjection.spec(), index.position(entry), object);
                uninjection.removeItem(element, NAMES, name.names(), addition.what(), name.name());
            }
        });
        return first.isPresent();
    }

    private Deque<AliasName> of(Addition addition) {
        AliasKey mapping = new AliasKey(IpAddresses.canonical(addition.where()), addition.what());
        return found.getOrDefault(mapping, new ArrayDeque<>());
    }

    /** Indexes all entries under one key. */
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
        // From the end, because names are appended.
        names.inReverse()
                .forEach(name -> found.computeIfAbsent(
                                new AliasKey(ip, name.item().stringValue("")), _ -> new ArrayDeque<>(1))
                        .addLast(new AliasName(entry, names, name)));
    }

    /** The addresses whose entries were injected. */
    private Set<String> readInjectedEntries() {
        Set<String> addresses = new HashSet<>();
        uninjection.status().additions().forEach((addition, detail) -> {
            if (addition.kind() == AdditionKind.HOST_ALIASES && detail.equals(HostAliasesMutator.NEW_ENTRY)) {
                addresses.add(addition.where());
            }
        });
        return addresses;
    }
}
