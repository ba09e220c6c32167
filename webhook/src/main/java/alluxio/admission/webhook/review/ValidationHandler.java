package alluxio.admission.webhook.review;

import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.Limits;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.FindingGroup;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.webhook.review.AdmissionResponse.Allowed;
import alluxio.admission.webhook.review.AdmissionResponse.Cause;
import alluxio.admission.webhook.review.AdmissionResponse.Denied;
import alluxio.admission.webhook.review.AdmissionResponse.Remarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Has objects judged by the policy engine. A refusal names all findings at once, each with its path. */
public final class ValidationHandler implements ReviewHandler {
    private final BiFunction<AdmissionRequest, DecisionLimits, PolicyResult> engine;

    /** @param engine thread-safe; ends in time */
    public ValidationHandler(BiFunction<AdmissionRequest, DecisionLimits, PolicyResult> engine) {
        this.engine = engine;
    }

    @Override
    public AdmissionResponse handle(AdmissionRequest request, DecisionLimits limits) {
        return switch (request.operation()) {
            case CREATE, UPDATE, DELETE -> response(engine.apply(request, limits));
            case CONNECT, OTHER -> AdmissionResponse.ignored();
        };
    }

    private static AdmissionResponse response(PolicyResult result) {
        if (!result.skipReason().isEmpty()) {
            Map<String, String> audit = Map.of("passed", result.skipReason());
            return new Allowed(AdmissionOutcome.IGNORED, JsonPatch.EMPTY, Remarks.audit(audit));
        }
        if (!result.isDenied()) {
            return new Allowed(AdmissionOutcome.VALID, JsonPatch.EMPTY, remarks(AdmissionOutcome.VALID, result));
        }
        return new Denied(
                AdmissionOutcome.DENIED,
                result.message(),
                causes(result.denied()),
                remarks(AdmissionOutcome.DENIED, result));
    }

    private static Remarks remarks(AdmissionOutcome outcome, PolicyResult result) {
        return new Remarks(warnings(result), warnedRules(result), audit(outcome, result));
    }

    private static List<AdmissionWarning> warnings(PolicyResult result) {
        List<AdmissionWarning> warnings = new ArrayList<>();
        FindingGroup.of(result.warned()).forEach(group -> warnings.add(warning(group)));
        result.errors()
                .forEach(error -> warnings.add(AdmissionWarning.of(
                        "alluxio-admission could not evaluate a rule, which is a bug in it: " + error)));
        return warnings;
    }

    private static AdmissionWarning warning(FindingGroup group) {
        return new AdmissionWarning(
                group.message(), group.heading(), group.text().fix());
    }

    /** At most {@link Limits#REPORTED_FINDINGS}, and how many more there are. */
    private static List<Cause> causes(List<Finding> denied) {
        List<Cause> causes = new ArrayList<>();
        for (Finding f : denied.subList(0, Math.min(denied.size(), Limits.REPORTED_FINDINGS))) {
            causes.add(new Cause(f.rule(), f.path().toString(), f.sentences()));
        }
        int more = denied.size() - causes.size();
        if (more > 0) {
            String next = denied.get(causes.size()).rule();
            causes.add(new Cause(next, "", "and " + more + " more"));
        }
        return causes;
    }

    private static List<String> warnedRules(PolicyResult result) {
        return Iterables.distinct(Iterables.map(result.warned(), Finding::rule));
    }

    /** The API server puts the webhook's name in front of each key. */
    private static Map<String, String> audit(AdmissionOutcome outcome, PolicyResult result) {
        Map<String, String> audit = new TreeMap<>();
        audit.put("decision", outcome.label());
        put(audit, "denied", Iterables.map(result.denied(), Finding::rule));
        put(audit, "warned", warnedRules(result));
        put(
                audit,
                "exempted",
                Iterables.map(
                        result.exempted(),
                        e -> e.finding().rule() + " until " + e.exemption().until()));
        put(audit, "internal", result.errors());
        return audit;
    }

    private static void put(Map<String, String> audit, String key, List<String> values) {
        if (!values.isEmpty()) {
            audit.put(key, String.join(",", Iterables.distinct(values)));
        }
    }
}
