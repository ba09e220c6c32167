package alluxio.admission.webhook.review;

import alluxio.admission.injector.patch.JsonPatch;
import java.util.List;
import java.util.Map;

/**
 * A decision about an object. A failure of our own is never one of these: it is an exception, and becomes an HTTP
 * error, so that the failurePolicy decides.
 */
public sealed interface AdmissionResponse {

    AdmissionOutcome outcome();

    /** For the user, gravest first; cut to the API server's budget when it is written. */
    List<String> warnings();

    /** For the auditor: short names and short values, without secrets. */
    Map<String, String> auditAnnotations();

    /** The rules that were broken and refuse; empty unless it was denied. */
    default List<String> rules() {
        return List.of();
    }

    /** The rules that were broken and only warn. */
    List<String> warnedRules();

    /** @param patch empty when nothing is to be changed */
    record Allowed(
            AdmissionOutcome outcome,
            JsonPatch patch,
            List<String> warnings,
            List<String> warnedRules,
            Map<String, String> auditAnnotations)
            implements AdmissionResponse {
        public Allowed {
            warnings = List.copyOf(warnings);
            warnedRules = List.copyOf(warnedRules);
            auditAnnotations = Map.copyOf(auditAnnotations);
        }

        /** Without rules that warn. */
        public Allowed(
                AdmissionOutcome outcome,
                JsonPatch patch,
                List<String> warnings,
                Map<String, String> auditAnnotations) {
            this(outcome, patch, warnings, List.of(), auditAnnotations);
        }
    }

    /**
     * @param message for the user, whole
     * @param causes the same, one by one
     */
    record Denied(
            AdmissionOutcome outcome,
            String message,
            List<Cause> causes,
            List<String> warnings,
            List<String> warnedRules,
            Map<String, String> auditAnnotations)
            implements AdmissionResponse {
        public Denied {
            causes = List.copyOf(causes);
            warnedRules = List.copyOf(warnedRules);
            warnings = List.copyOf(warnings);
            auditAnnotations = Map.copyOf(auditAnnotations);
        }

        /** Without rules that warn. */
        public Denied(
                AdmissionOutcome outcome,
                String message,
                List<Cause> causes,
                List<String> warnings,
                Map<String, String> auditAnnotations) {
            this(outcome, message, causes, warnings, List.of(), auditAnnotations);
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

    /** Nothing to say, nothing to change. */
    static AdmissionResponse ignored() {
        return new Allowed(AdmissionOutcome.IGNORED, JsonPatch.EMPTY, List.of(), Map.of());
    }
}
