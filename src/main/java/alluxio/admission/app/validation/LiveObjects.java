package alluxio.admission.app.validation;

import alluxio.admission.model.kube.ObjectReference;
import java.time.Duration;
import java.util.Optional;

/**
 * Single objects of the cluster as they are now. Implementations read an object once for all that need it within a second, and few
 * at a time. Thread-safe.
 */
@FunctionalInterface
public interface LiveObjects {

    /** Of a server without a cluster: nothing is ever found out. */
    LiveObjects NONE = (_, _) -> Optional.empty();

    /**
     * Reads the resourceVersion of an object. Blocks, and never throws.
     *
     * @param object whose own resourceVersion does not matter
     * @param atMost how long it may take
     * @return "" if there is no such object; empty if that was not found out, for whatever reason
     */
    Optional<String> resourceVersion(ObjectReference object, Duration atMost);
}
