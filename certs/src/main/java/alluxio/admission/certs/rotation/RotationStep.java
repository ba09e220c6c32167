package alluxio.admission.certs.rotation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One step. Each can fail or be the last one before a crash: the next plan starts from what is read then. */
public sealed interface RotationStep {

    /** Which part of {@link Authorities} a new authority is for. */
    enum Place {
        CURRENT,
        NEXT
    }

    /**
     * Writes the Secret.
     *
     * @param resourceVersion of what is replaced; empty: there is none, and it is to be created
     */
    record Store(Optional<String> resourceVersion, Authorities authorities, String why) implements RotationStep {}

    /** Creates an authority and writes the Secret with it. */
    record StoreNew(Optional<String> resourceVersion, Authorities others, Place place, String why)
            implements RotationStep {}

    /**
     * Writes the caBundle of all webhooks of a configuration.
     *
     * @param authorities in a stable order
     */
    record Publish(String configuration, List<Authority> authorities) implements RotationStep {
        public Publish {
            authorities = List.copyOf(authorities);
        }
    }

    /**
     * Signs a leaf and serves it.
     *
     * @param ends of the leaf
     */
    record Issue(Authority issuer, Instant ends, String why) implements RotationStep {}
}
