package alluxio.admission.policy;

import alluxio.admission.model.Lazy;
import alluxio.admission.policy.ObjectOwners.Owner;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is known of a reviewed object elsewhere.
 *
 * @param old what it replaces, read when it is needed; empty when it is created or deleted
 * @param owners what controllers made it from: to rules they are this object itself
 */
record Relatives(Optional<Supplier<ReviewedObject>> old, List<Owner> owners) {
    static final Relatives NONE = new Relatives(Optional.empty(), List.of());

    /** For {@link ReviewedObject#inAnyRelease}. */
    Relatives inAnyRelease() {
        return new Relatives(old.map(o -> new Lazy<>(() -> o.get().inAnyRelease())), owners);
    }
}
