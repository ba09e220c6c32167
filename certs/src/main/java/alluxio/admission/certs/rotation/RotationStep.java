package alluxio.admission.certs.rotation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One step of the rotation. It may fail, or be the last one before a crash: the next plan starts from what is read then. */
public sealed interface RotationStep {

    /** Where in {@link Authorities} a new CA belongs. */
    enum Slot {
        CURRENT,
        NEXT
    }

    /**
     * Writes the Secret.
     *
     * @param resourceVersion of the Secret that is replaced; empty when it has to be created
     */
    record WriteSecret(Optional<String> resourceVersion, Authorities authorities, String why) implements RotationStep {}

    /**
     * Creates a CA and writes the Secret with it.
     *
     * @param others what else the Secret holds
     */
    record CreateAuthority(Optional<String> resourceVersion, Authorities others, Slot slot, String why)
            implements RotationStep {}

    /**
     * Writes the caBundle of all webhooks of a configuration.
     *
     * @param authorities in a stable order
     */
    record PublishCaBundle(String configuration, List<Authority> authorities) implements RotationStep {
        public PublishCaBundle {
            authorities = List.copyOf(authorities);
        }
    }

    /**
     * Signs a leaf certificate and serves it.
     *
     * @param ends when the leaf expires
     */
    record IssueLeaf(Authority issuer, Instant ends, String why) implements RotationStep {}
}
