package alluxio.admission.webhook.review;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Budget;
import alluxio.admission.model.kube.AdmissionOperation;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.GroupVersionKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/** Asks the injector about pods that are being created; everything else is allowed as it is. */
public final class MutationHandler implements ReviewHandler {

    private static final GroupVersionKind POD = new GroupVersionKind("", "v1", "Pod");

    private final BiFunction<InjectionRequest, Budget, Decision> injector;
    private final boolean namespaceOptedIn;

    /**
     * @param injector pure and thread-safe
     * @param namespaceOptedIn whether the API server only sends pods whose namespace carries the label
     */
    public MutationHandler(BiFunction<InjectionRequest, Budget, Decision> injector, boolean namespaceOptedIn) {
        this.injector = injector;
        this.namespaceOptedIn = namespaceOptedIn;
    }

    @Override
    public AdmissionResponse handle(AdmissionRequest request, Budget budget) {
        return newPod(request)
                .map(pod -> new InjectionRequest(pod, namespace(request, pod), namespaceOptedIn))
                .map(injection -> answer(injector.apply(injection, budget)))
                .orElseGet(AdmissionResponse::ignored);
    }

    private static Optional<ObjectNode> newPod(AdmissionRequest request) {
        boolean isNewPod = request.target().kind().equals(POD)
                && request.operation() == AdmissionOperation.CREATE
                && request.subresource().isEmpty();
        return isNewPod ? request.object() : Optional.empty();
    }

    /** The request knows where the pod goes; the object itself may not. */
    private static String namespace(AdmissionRequest request, ObjectNode pod) {
        return request.namespace().isEmpty()
                ? pod.path("metadata").path("namespace").asString("default")
                : request.namespace();
    }

    private static AdmissionResponse answer(Decision decision) {
        return switch (decision) {
            case Decision.NotOptedIn _ ->
                new AdmissionResponse.Allowed(
                        AdmissionOutcome.NOT_ASKED,
                        JsonPatch.EMPTY,
                        List.of(),
                        audit(AdmissionOutcome.NOT_ASKED, Map.of()));
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
        return new AdmissionResponse.Allowed(
                outcome, decision.patch(), warnings(decision), audit(outcome, withNotes(details, decision)));
    }

    private static AdmissionResponse denied(Decision.Refused refused) {
        List<AdmissionResponse.Cause> causes = refused.refusals().stream()
                .map(refusal -> new AdmissionResponse.Cause(refusal.rule(), refusal.field(), refusal.message()))
                .toList();
        String rules = String.join(
                ",", refused.refusals().stream().map(Refusal::rule).distinct().toList());
        return new AdmissionResponse.Denied(
                AdmissionOutcome.REFUSED,
                refused.message(),
                causes,
                warnings(refused),
                audit(AdmissionOutcome.REFUSED, withNotes(Map.of("rules", rules), refused)));
    }

    private static List<String> warnings(Decision decision) {
        return decision.notes().stream()
                .filter(note -> note.severity() == Note.NoteSeverity.WARNING)
                .map(Note::message)
                .toList();
    }

    private static Map<String, String> withNotes(Map<String, String> details, Decision decision) {
        Map<String, String> all = new LinkedHashMap<>(details);
        if (!decision.notes().isEmpty()) {
            all.put(
                    "notes",
                    String.join(
                            ",",
                            decision.notes().stream().map(Note::code).distinct().toList()));
        }
        return all;
    }

    /** The API server puts the webhook's name in front of each key. */
    private static Map<String, String> audit(AdmissionOutcome outcome, Map<String, String> details) {
        Map<String, String> all = new LinkedHashMap<>(details);
        all.put("decision", outcome.label());
        return all;
    }
}
