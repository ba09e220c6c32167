package alluxio.admission.webhook.review;

/** How a request was decided, as metrics, logs and the audit log name it. */
public enum AdmissionOutcome {
    /** The pod was changed into an Alluxio client. */
    INJECTED("injected"),
    /** The pod was an Alluxio client already. */
    UNCHANGED("unchanged"),
    /** The pod opted in, but is left as it is. */
    SKIPPED("skipped"),
    /** The pod opted in, and cannot get what it asks for. */
    REFUSED("refused"),
    /** The pod did not opt in; its label {@code not_asked} is part of the metrics' contract. */
    NOT_OPTED_IN("not_asked"),
    /** No rule refuses the object. */
    VALID("valid"),
    /** A rule refuses the object. */
    DENIED("denied"),
    /** Not a matter of this endpoint: another kind, operation or subresource. */
    IGNORED("ignored");

    private final String label;

    AdmissionOutcome(String label) {
        this.label = label;
    }

    private final String label = name().equals("NOT_OPTED_IN") ? "not_asked" : name().toLowerCase(Locale.ROOT);

    /** {@code injected}, {@code not_asked} and so on. */
    public String label() {
        return label;
    }
}
