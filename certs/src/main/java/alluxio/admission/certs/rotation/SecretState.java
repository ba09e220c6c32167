package alluxio.admission.certs.rotation;

import java.util.List;

/** The Secret that replicas share, as one of them has read it. */
public sealed interface SecretState {

    /** There is none. */
    record Absent() implements SecretState {}

    /** The API server did not return it. */
    record Unreadable(String why) implements SecretState {}

    /**
     * It exists.
     *
     * @param authorities that can be used; none of them when the Secret is empty or garbage
     * @param problems what cannot be used, and why, one line each
     */
    record Present(String resourceVersion, Authorities authorities, List<String> problems) implements SecretState {
        public Present {
            problems = List.copyOf(problems);
        }
    }
}
