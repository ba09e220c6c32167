package alluxio.admission.certs.rotation;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One webhook configuration of ours, as a replica has read it. */
public sealed interface ConfigurationState {

    /** There is none: then nobody calls us because of it. */
    record Gone() implements ConfigurationState {}

    /** The API server did not say. */
    record Unreadable(String why) implements ConfigurationState {}

    /** @param entries one for each of its webhooks */
    record Live(List<Entry> entries) implements ConfigurationState {
        public Live {
            entries = List.copyOf(entries);
        }

        boolean trusts(String id) {
            return entries.stream().allMatch(entry -> entry.trusts(id));
        }

        Stream<Authority> found() {
            return entries.stream().flatMap(entry -> entry.ours().stream());
        }

        /** Whether all its webhooks trust these authorities of ours and nothing else. */
        public boolean isExactly(Set<String> ids) {
            return entries.stream().allMatch(entry -> entry.isExactly(ids));
        }
    }

    /**
     * The caBundle of one webhook.
     *
     * @param ours authorities of ours in it
     * @param foreign whether there is anything else in it, or nothing
     */
    record Entry(Set<Authority> ours, boolean foreign) {
        public Entry {
            ours = Set.copyOf(ours);
        }

        boolean trusts(String id) {
            return ours.stream().anyMatch(authority -> authority.id().equals(id));
        }

        boolean isExactly(Set<String> ids) {
            return !foreign
                    && ours.stream()
                            .map(Authority::id)
                            .collect(Collectors.toSet())
                            .equals(ids);
        }
    }
}
