package alluxio.admission.app.validation;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Budget;
import alluxio.admission.policy.InjectionPreview;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** Injects a pod for the policy engine, which judges the result. */
final class InjectorPreview implements InjectionPreview {
    private final BiFunction<InjectionRequest, Budget, Decision> injector;
    private final Predicate<String> namespaceOptsIn;

    InjectorPreview(BiFunction<InjectionRequest, Budget, Decision> injector, Predicate<String> namespaceOptsIn) {
        this.injector = injector;
        this.namespaceOptsIn = namespaceOptsIn;
    }

    @Override
    public PreviewedPod preview(ObjectNode pod, String namespace, Budget budget) {
        Decision decision =
                injector.apply(new InjectionRequest(pod, namespace, namespaceOptsIn.test(namespace)), budget);
        List<InjectorMessage> messages = new ArrayList<>();
        if (decision instanceof Decision.Refused refused) {
            for (Refusal refusal : refused.refusals()) {
                messages.add(new InjectorMessage(refusal.rule(), true, refusal.field(), refusal.message()));
            }
        }
        for (Note note : decision.notes()) {
            if (note.severity() == Note.NoteSeverity.WARNING) {
                messages.add(new InjectorMessage(id(note.code()), false, "", note.message()));
            }
        }
        return decision.patch().isEmpty()
                ? new PreviewedPod(pod, false, messages)
                : new PreviewedPod(decision.patch().appliedTo(pod), true, messages);
    }

    private static String id(String code) {
        return code.startsWith("inject-") ? code : "inject-" + code;
    }
}
