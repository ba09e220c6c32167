package alluxio.admission.webhook.review;

import java.util.Locale;

/** How a request was decided, as metrics, logs and the audit log name it. */
public enum AdmissionOutcome {
    /** The pod was changed into an Alluxio client. */
    INJECTED,
    /** The pod was an Alluxio client already. */
    UNCHANGED,
    /** The pod opted in, but is left as it is. */
    SKIPPED,
    /** The pod opted in, and cannot get what it asks for. */
    REFUSED,
    /** The pod did not opt in; its label {@code not_asked} is part of the metrics' contract. */
    NOT_OPTED_IN,
    /** No rule refuses the object. */
    VALID,
    /** A rule refuses the object. */
    DENIED,
    /** Not a matter of this endpoint: another kind, operation or subresource. */
    IGNORED;

    private final String label = name().equals("NOT_OPTED_IN") ? "not_asked" : name().toLowerCase(Locale.ROOT);

    /** {@code injected}, {@code not_asked} and so on. */
    public String label() {
        return label;
    }
}
