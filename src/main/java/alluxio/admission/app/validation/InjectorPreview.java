package alluxio.admission.app.validation;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Iterables;
import alluxio.admission.policy.InjectionPreview;
import io.fabric8.zjsonpatch.JsonPatch;
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
            refused.refusals().forEach(r -> messages.add(new InjectorMessage(r.rule(), true, r.field(), r.message())));
        }
        Iterables.forEach(
                decision.notes(),
                note -> note.severity() == Note.NoteSeverity.WARNING,
                note -> messages.add(new InjectorMessage(id(note.code()), false, "", note.message())));
        return decision.patch().isEmpty()
                ? new PreviewedPod(pod, false, messages)
                : new PreviewedPod((ObjectNode) JsonPatch.apply(decision.patch().toJson(), pod), true, messages);
    }

    private static String id(String code) {
        return code.startsWith("inject-") ? code : "inject-" + code;
    }
}
