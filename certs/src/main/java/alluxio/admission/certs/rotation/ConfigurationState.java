package alluxio.admission.certs.rotation;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One webhook configuration of this installation, as a replica has read it. */
public sealed interface ConfigurationState {

    /** It does not exist, so no API server calls the server because of it. */
    record Gone() implements ConfigurationState {}

    /** The API server did not return it. */
    record Unreadable(String why) implements ConfigurationState {}

    /** @param caBundles one for each of its webhooks */
    record Live(List<CaBundle> caBundles) implements ConfigurationState {
        public Live {
            caBundles = List.copyOf(caBundles);
        }

        /** Whether all its webhooks trust the CA. */
        boolean trusts(String id) {
            return caBundles.stream().allMatch(bundle -> bundle.trusts(id));
        }

        Stream<Authority> found() {
            return caBundles.stream().flatMap(bundle -> bundle.own().stream());
        }

        /** Whether all its webhooks trust exactly these CAs. */
        public boolean isExactly(Set<String> ids) {
            return caBundles.stream().allMatch(bundle -> bundle.isExactly(ids));
        }
    }

    /**
     * The caBundle of one webhook.
     *
     * @param own CAs of this installation in it
     * @param foreign whether it has anything else in it, or is empty
     */
    record CaBundle(Set<Authority> own, boolean foreign) {
        public CaBundle {
            own = Set.copyOf(own);
        }

        boolean trusts(String id) {
            return own.stream().anyMatch(authority -> authority.id().equals(id));
        }

        boolean isExactly(Set<String> ids) {
            return !foreign
                    && own.stream()
                            .map(Authority::id)
                            .collect(Collectors.toSet())
                            .equals(ids);
        }
    }
}
