package alluxio.admission.webhook.review;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Budget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Asks the injector about pods that are being created; everything else is allowed as it is. */
public final class MutationHandler implements ReviewHandler {

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
    public AdmissionAnswer handle(AdmissionRequest request, Budget budget) {
        ObjectNode pod = newPod(request);
        if (pod == null) {
            return AdmissionAnswer.ignored();
        }
        return answer(injector.apply(new InjectionRequest(pod, namespace(request, pod), namespaceOptedIn), budget));
    }

    private static @Nullable ObjectNode newPod(AdmissionRequest request) {
        var kind = request.kind();
        boolean pod = kind.kind().equals("Pod")
                && kind.group().isEmpty()
                && kind.version().equals("v1");
        return pod
                        && request.operation().equals("CREATE")
                        && request.subResource().isEmpty()
                ? request.object()
                : null;
    }

    /** The request knows where the pod goes; the object itself may not. */
    private static String namespace(AdmissionRequest request, ObjectNode pod) {
        return request.namespace().isEmpty()
                ? pod.path("metadata").path("namespace").asString("default")
                : request.namespace();
    }

    private static AdmissionAnswer answer(Decision decision) {
        return switch (decision) {
            case Decision.NotOptedIn _ ->
                new AdmissionAnswer.Allowed(
                        Outcome.NOT_ASKED, JsonPatch.EMPTY, List.of(), audit(Outcome.NOT_ASKED, Map.of()));
            case Decision.Skipped skipped -> allowed(Outcome.SKIPPED, skipped, Map.of("reason", skipped.reason()));
            case Decision.Injected injected ->
                allowed(
                        injected.patch().isEmpty() ? Outcome.UNCHANGED : Outcome.INJECTED,
                        injected,
                        Map.of("profile", injected.profile(), "features", String.join(",", injected.features())));
            case Decision.Refused refused -> denied(refused);
        };
    }

    private static AdmissionAnswer allowed(Outcome outcome, Decision decision, Map<String, String> details) {
        return new AdmissionAnswer.Allowed(
                outcome, decision.patch(), warnings(decision), audit(outcome, withNotes(details, decision)));
    }

    private static AdmissionAnswer denied(Decision.Refused refused) {
        List<AdmissionAnswer.Cause> causes = refused.refusals().stream()
                .map(refusal -> new AdmissionAnswer.Cause(refusal.rule(), refusal.field(), refusal.message()))
                .toList();
        String rules = String.join(
                ",", refused.refusals().stream().map(Refusal::rule).distinct().toList());
        return new AdmissionAnswer.Denied(
                Outcome.REFUSED,
                refused.message(),
                causes,
                warnings(refused),
                audit(Outcome.REFUSED, withNotes(Map.of("rules", rules), refused)));
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
    private static Map<String, String> audit(Outcome outcome, Map<String, String> details) {
        Map<String, String> all = new LinkedHashMap<>(details);
        all.put("decision", outcome.label());
        return all;
    }
}
