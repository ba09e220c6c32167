package alluxio.admission.model.kube;

/** What is about to happen to an object, in the terms of {@code admission.k8s.io/v1}. */
public enum AdmissionOperation {
    CREATE,
    UPDATE,
    DELETE,
    CONNECT,
    /** An operation that Kubernetes did not have when this was written. */
    OTHER;

    /** The operation of that name; {@link #OTHER} for an unknown one. */
    public static AdmissionOperation of(String name) {
        return switch (name) {
            case "CREATE" -> CREATE;
            case "UPDATE" -> UPDATE;
            case "DELETE" -> DELETE;
            case "CONNECT" -> CONNECT;
            default -> OTHER;
        };
    }

    /** Whether the request carries the new object. */
    public boolean hasNewObject() {
        return this == CREATE || this == UPDATE;
    }
}
