package alluxio.admission.app.validation;

import alluxio.admission.model.kube.ObjectReference;
import java.time.Duration;

/** Single objects of the cluster as they are now. Thread-safe. */
@FunctionalInterface
public interface LiveObjects {

    /** Of a server without a cluster: nothing can be confirmed. */
    LiveObjects NONE = (_, _) -> false;

    /**
     * Reads an object once. Blocks.
     *
     * @param seen the object as it was seen, with its resourceVersion
     * @param atMost how long it may take
     * @return whether the object is still exactly that; false, too, if that was not found out in time
     */
    boolean isUnchanged(ObjectReference seen, Duration atMost);
}
