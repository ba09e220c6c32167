package alluxio.admission.app.server;

import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Limits;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionOutcome;
import alluxio.admission.webhook.review.AdmissionResponse;
import alluxio.admission.webhook.review.AdmissionResponse.Allowed;
import alluxio.admission.webhook.review.AdmissionResponse.Cause;
import alluxio.admission.webhook.review.AdmissionResponse.Denied;
import alluxio.admission.webhook.review.AdmissionResponse.Remarks;
import alluxio.admission.webhook.review.AdmissionWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is answered about the ConfigMap with the server's own configuration. Immutable. */
final class ConfigurationAnswers {
    /** As metrics and causes name it. */
    static final String RULE = "configuration";

    /** The label by which the ConfigMap says which version it is for; the chart writes its own appVersion. */
    static final String VERSION_LABEL = "app.kubernetes.io/version";

    private static final String FIELD = "data[" + ConfigurationText.KEY + "]";
    private static final String SNAPSHOT = "-SNAPSHOT";

    private final String version;

    ConfigurationAnswers(String version) {
        this.version = withoutSnapshot(version);
    }

    /** @param remarks about what has no effect */
    AdmissionResponse accepted(List<String> remarks) {
        return allowed(
                AdmissionOutcome.VALID,
                remarks.stream().map(AdmissionWarning::of).toList());
    }

    AdmissionResponse deleted() {
        return allowed(
                AdmissionOutcome.VALID,
                List.of(
                        AdmissionWarning.of(
                                "this ConfigMap is the configuration of alluxio-admission: running servers keep what "
                                        + "they have loaded, but a pod of the server cannot start without it; apply the chart again")));
    }

    /** Refused if the ConfigMap is for this version, else only warned about. */
    AdmissionResponse rejected(AdmissionRequest request, List<String> errors) {
        String label = request.object()
                .map(object -> object.path("metadata")
                        .path("labels")
                        .path(VERSION_LABEL)
                        .stringValue(""))
                .orElse("");
        if (withoutSnapshot(label).equals(version)) {
            return new Denied(
                    AdmissionOutcome.DENIED,
                    refusal(errors),
                    causes(errors),
                    remarks(AdmissionOutcome.DENIED, List.of()));
        }
        String of = label.isEmpty()
                ? "which does not say its version (label " + VERSION_LABEL + ")"
                : "which is for version " + Excerpt.line(label);
        String fix = "if an upgrade or a rollback is under way, wait for it to end; else fix the configuration";
        List<AdmissionWarning> warnings = new ArrayList<>();
        warnings.add(new AdmissionWarning(
                "configuration: the servers that run now, of version " + version + ", cannot use this ConfigMap, " + of
                        + ", and keep the configuration that they have: " + fix,
                "configuration: version " + version + " cannot use this ConfigMap, " + of,
                fix));
        errors.stream()
                .limit(Limits.REPORTED_FINDINGS)
                .map(AdmissionWarning::of)
                .forEach(warnings::add);
        return allowed(AdmissionOutcome.VALID, warnings);
    }

    private String refusal(List<String> errors) {
        StringBuilder text = new StringBuilder(
                "alluxio-admission " + version
                        + " cannot use this configuration: it would keep the one that it has, and would not be ready after a restart. ");
        text.append(errors.size() == 1 ? "Fix this: " : "Fix these " + errors.size() + ": ");
        int told = Math.min(errors.size(), Limits.REPORTED_FINDINGS);
        for (int i = 0; i < told; i++) {
            text.append(errors.size() == 1 ? "" : (i == 0 ? "(" : " (") + (i + 1) + ") ")
                    .append(errors.get(i));
        }
        return errors.size() > told
                ? text.append(" and ")
                        .append(errors.size() - told)
                        .append(" more")
                        .toString()
                : text.toString();
    }

    private static List<Cause> causes(List<String> errors) {
        return errors.stream()
                .limit(Limits.REPORTED_FINDINGS)
                .map(error -> new Cause(RULE, FIELD, error))
                .toList();
    }

    private static AdmissionResponse allowed(AdmissionOutcome outcome, List<AdmissionWarning> warnings) {
        return new Allowed(outcome, JsonPatch.EMPTY, remarks(outcome, warnings));
    }

    private static Remarks remarks(AdmissionOutcome outcome, List<AdmissionWarning> warnings) {
        return new Remarks(
                warnings, warnings.isEmpty() ? List.of() : List.of(RULE), Map.of("decision", outcome.label()));
    }

    /** A build on the way to a version reads what that version reads. */
    private static String withoutSnapshot(String version) {
        return version.endsWith(SNAPSHOT) ? version.substring(0, version.length() - SNAPSHOT.length()) : version;
    }
}
