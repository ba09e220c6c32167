package alluxio.admission.webhook.review;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Budget;
import alluxio.admission.model.kube.AdmissionOperation;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.GroupVersionKind;
import alluxio.admission.webhook.review.AdmissionResponse.Allowed;
import alluxio.admission.webhook.review.AdmissionResponse.Cause;
import alluxio.admission.webhook.review.AdmissionResponse.Denied;
import alluxio.admission.webhook.review.AdmissionResponse.Remarks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/** Has new pods injected; everything else is allowed as it is. */
public final class MutationHandler implements ReviewHandler {
    private static final GroupVersionKind POD = new GroupVersionKind("", "v1", "Pod");

    private final BiFunction<InjectionRequest, Budget, Decision> injector;
    private final boolean namespaceOptedIn;

    private MutationHandler(BiFunction<InjectionRequest, Budget, Decision> injector, boolean namespaceOptedIn) {
        this.injector = injector;
        this.namespaceOptedIn = namespaceOptedIn;
    }

    /**
     * For pods that opt in by their own label.
     *
     * @param injector pure and thread-safe
     */
    public static MutationHandler forLabelledPods(BiFunction<InjectionRequest, Budget, Decision> injector) {
        return new MutationHandler(injector, false);
    }

    /**
     * For pods whose namespace opts in, as the API server's namespaceSelector has found.
     *
     * @param injector pure and thread-safe
     */
    public static MutationHandler forOptedInNamespaces(BiFunction<InjectionRequest, Budget, Decision> injector) {
        return new MutationHandler(injector, true);
    }

    @Override
    public AdmissionResponse handle(AdmissionRequest request, DecisionLimits limits) {
        Optional<ObjectNode> newPod = newPod(request);
        if (newPod.isEmpty()) {
            return AdmissionResponse.ignored();
        }
        ObjectNode pod = newPod.get();
        return response(
                injector.apply(new InjectionRequest(pod, namespace(request, pod), namespaceOptedIn), limits.budget()));
    }

    private static Optional<ObjectNode> newPod(AdmissionRequest request) {
        boolean isNewPod = request.target().kind().equals(POD)
                && request.operation() == AdmissionOperation.CREATE
                && request.subresource().isEmpty();
        return isNewPod ? request.object() : Optional.empty();
    }

    /** The request always has the namespace; the pod itself may not. */
    private static String namespace(AdmissionRequest request, ObjectNode pod) {
        return request.namespace().isEmpty()
                ? pod.path("metadata").path("namespace").asString("default")
                : request.namespace();
    }

    private static AdmissionResponse response(Decision decision) {
        return switch (decision) {
            case Decision.NotOptedIn notOptedIn -> allowed(AdmissionOutcome.NOT_OPTED_IN, notOptedIn, Map.of());
            case Decision.Skipped skipped ->
                allowed(AdmissionOutcome.SKIPPED, skipped, Map.of("reason", skipped.reason()));
            case Decision.Injected injected ->
                allowed(
                        injected.patch().isEmpty() ? AdmissionOutcome.UNCHANGED : AdmissionOutcome.INJECTED,
                        injected,
                        Map.of("profile", injected.profile(), "features", String.join(",", injected.features())));
            case Decision.Refused refused -> denied(refused);
        };
    }

    private static AdmissionResponse allowed(AdmissionOutcome outcome, Decision decision, Map<String, String> details) {
        return new Allowed(outcome, decision.patch(), remarks(outcome, decision, details));
    }

    private static AdmissionResponse denied(Decision.Refused refused) {
        List<Cause> causes = refused.refusals().stream()
                .map(refusal -> new Cause(refusal.rule(), refusal.field(), refusal.message()))
                .toList();
        String rules = String.join(
                ",", refused.refusals().stream().map(Refusal::rule).distinct().toList());
        return new Denied(
                AdmissionOutcome.REFUSED,
                refused.message(),
                causes,
                remarks(AdmissionOutcome.REFUSED, refused, Map.of("rules", rules)));
    }

    private static Remarks remarks(AdmissionOutcome outcome, Decision decision, Map<String, String> details) {
        List<AdmissionWarning> warnings = new ArrayList<>();
        Set<String> codes = new LinkedHashSet<>();
        for (Note note : decision.notes()) {
            codes.add(note.code());
            if (note.severity() == Note.NoteSeverity.WARNING) {
                warnings.add(AdmissionWarning.of(note.message()));
            }
        }
        return new Remarks(warnings, List.of(), audit(outcome, codes, details));
    }

    /** The API server puts the webhook's name in front of each key. */
    private static Map<String, String> audit(AdmissionOutcome outcome, Set<String> notes, Map<String, String> details) {
        Map<String, String> all = new LinkedHashMap<>(details);
        if (!notes.isEmpty()) {
            all.put("notes", String.join(",", notes));
        }
        all.put("decision", outcome.label());
        return all;
    }
}
