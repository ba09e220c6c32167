package alluxio.admission.webhook.review;

import java.util.Locale;

/** What became of a request, in the words of metrics, logs and the audit log. */
public enum AdmissionOutcome {
    /** Changed into an Alluxio client. */
    INJECTED,
    /** It was an Alluxio client already. */
    UNCHANGED,
    /** It opted in, but nothing can be done for it. */
    SKIPPED,
    /** It opted in and cannot have what it asks for. */
    REFUSED,
    /** It did not opt in. */
    NOT_ASKED,
    /** Judged, and nothing was found that refuses it. */
    VALID,
    /** Judged, and it breaks a rule that refuses. */
    DENIED,
    /** Not what this endpoint is about: another kind, operation or subresource. */
    IGNORED;

    /** {@code injected}, {@code not_asked} and so on. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
