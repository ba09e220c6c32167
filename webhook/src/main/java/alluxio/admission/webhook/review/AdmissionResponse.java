package alluxio.admission.webhook.review;

import alluxio.admission.injector.patch.JsonPatch;
import java.util.List;
import java.util.Map;

/**
 * The {@code response} of an AdmissionReview: a decision about an object. A failure of the server is never one of these: it is
 * an exception, and becomes an HTTP error, so that the failurePolicy decides.
 */
public sealed interface AdmissionResponse {

    AdmissionOutcome outcome();

    Remarks remarks();

    /** The rules that refuse; empty unless the object is denied. */
    default List<String> rules() {
        return List.of();
    }

    /** @param patch empty when nothing is changed */
    record Allowed(AdmissionOutcome outcome, JsonPatch patch, Remarks remarks) implements AdmissionResponse {}

    /**
     * The object is refused.
     *
     * @param message for the user, whole
     * @param causes the same, one by one
     */
    record Denied(AdmissionOutcome outcome, String message, List<Cause> causes, Remarks remarks)
            implements AdmissionResponse {
        public Denied {
            causes = List.copyOf(causes);
        }

        @Override
        public List<String> rules() {
            return causes.stream().map(Cause::rule).distinct().toList();
        }
    }

    /**
     * One reason for a refusal.
     *
     * @param rule a stable id
     * @param field the path in the submitted object
     */
    record Cause(String rule, String field, String message) {}

    /**
     * What a response says beside its decision.
     *
     * @param warnings for the user, the gravest first; fitted into the API server's budget when they are written
     * @param warnedRules the rules that only warn
     * @param auditAnnotations for the auditor: short names and short values, without secrets
     */
    record Remarks(List<AdmissionWarning> warnings, List<String> warnedRules, Map<String, String> auditAnnotations) {
        public static final Remarks NONE = audit(Map.of());

        public Remarks {
            warnings = List.copyOf(warnings);
            warnedRules = List.copyOf(warnedRules);
            auditAnnotations = Map.copyOf(auditAnnotations);
        }

        /** Without warnings. */
        public static Remarks audit(Map<String, String> auditAnnotations) {
            return new Remarks(List.of(), List.of(), auditAnnotations);
        }
    }

    /** Allowed without a change or a remark. */
    static AdmissionResponse ignored() {
        return new Allowed(AdmissionOutcome.IGNORED, JsonPatch.EMPTY, Remarks.NONE);
    }
}
