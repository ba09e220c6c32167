package alluxio.admission.webhook.review;

import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Limits;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.FindingGroup;
import alluxio.admission.policy.PolicyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Asks the policy engine about objects; refuses with all findings at once, each with its path. */
public final class ValidationHandler implements ReviewHandler {
    private final BiFunction<AdmissionRequest, Budget, PolicyResult> engine;

    /** @param engine pure and thread-safe */
    public ValidationHandler(BiFunction<AdmissionRequest, Budget, PolicyResult> engine) {
        this.engine = engine;
    }

    @Override
    public AdmissionResponse handle(AdmissionRequest request, Budget budget) {
        return switch (request.operation()) {
            case CREATE, UPDATE, DELETE -> answer(engine.apply(request, budget));
            case CONNECT, OTHER -> AdmissionResponse.ignored();
        };
    }

    private static AdmissionResponse answer(PolicyResult judgement) {
        if (!judgement.skipReason().isEmpty()) {
            return new AdmissionResponse.Allowed(
                    AdmissionOutcome.IGNORED, JsonPatch.EMPTY, List.of(), Map.of("passed", judgement.skipReason()));
        }
        List<String> warnings = new ArrayList<>(
                FindingGroup.of(judgement.warned()).stream().map(FindingGroup::message).toList());
        judgement
                .errors()
                .forEach(problem ->
                        warnings.add("alluxio-admission could not evaluate a rule, which is a bug in it: " + problem));
        if (!judgement.isDenied()) {
            return new AdmissionResponse.Allowed(
                    AdmissionOutcome.VALID,
                    JsonPatch.EMPTY,
                    warnings,
                    warnedRules(judgement),
                    audit(AdmissionOutcome.VALID, judgement));
        }
        return new AdmissionResponse.Denied(
                AdmissionOutcome.DENIED,
                judgement.message(),
                causes(judgement.denied()),
                warnings,
                warnedRules(judgement),
                audit(AdmissionOutcome.DENIED, judgement));
    }

    /** As many as are told, and how many more there are. */
    private static List<AdmissionResponse.Cause> causes(List<Finding> denied) {
        List<AdmissionResponse.Cause> causes = new ArrayList<>();
        denied.stream()
                .limit(Limits.REPORTED_FINDINGS)
                .forEach(f -> causes.add(
                        new AdmissionResponse.Cause(f.rule(), f.path().toString(), f.sentences())));
        int more = denied.size() - causes.size();
        if (more > 0) {
            String next = denied.get(causes.size()).rule();
            causes.add(new AdmissionResponse.Cause(next, "", "and " + more + " more"));
        }
        return causes;
    }

    private static List<String> warnedRules(PolicyResult judgement) {
        return judgement.warned().stream().map(Finding::rule).distinct().toList();
    }

    /** The API server puts the webhook's name in front of each key. */
    private static Map<String, String> audit(AdmissionOutcome outcome, PolicyResult judgement) {
        Map<String, String> audit = new TreeMap<>();
        audit.put("decision", outcome.label());
        put(audit, "denied", judgement.denied().stream().map(Finding::rule).toList());
        put(audit, "warned", warnedRules(judgement));
        put(
                audit,
                "exempted",
                judgement.exempted().stream()
                        .map(e -> e.finding().rule() + " until " + e.exemption().until())
                        .toList());
        put(audit, "internal", judgement.errors());
        return audit;
    }

    private static void put(Map<String, String> audit, String key, List<String> values) {
        if (!values.isEmpty()) {
            audit.put(key, String.join(",", values.stream().distinct().toList()));
        }
    }
}
