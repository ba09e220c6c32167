package alluxio.admission.cluster.snapshot;

/** What one live read of an object says. */
public sealed interface LiveObject {

    /** The object is there. */
    record Present(String resourceVersion) implements LiveObject {}

    /** There is no such object. */
    record Absent() implements LiveObject {}

    /** It is not known whether there is: the API server did not answer in time, or refused to tell, or too many reads are under way. */
    record NotConfirmed(String reason) implements LiveObject {}
}
