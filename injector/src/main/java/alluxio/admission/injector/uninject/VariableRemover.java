package alluxio.admission.injector.uninject;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.patch.ListIndex;
import alluxio.admission.injector.patch.ListIndex.Slot;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.model.Iterables;
import java.util.List;
import java.util.Optional;

/**
 * Removes environment variables of containers, except those with appended options, which the remover of options removes. An entry
 * that another webhook repeated is removed each time; one of the same name and another value stays.
 */
public final class VariableRemover implements Remover {
    /** A variable with appended options has its own addition for them, and counts as injected as long as they are there. */
    @Override
    public boolean isIntact(Uninjection uninjection, Addition addition, String detail) {
        Optional<PodElement> container = uninjection.container(addition);
        return container.isPresent()
                && Iterables.any(
                        uninjection.variables(container.get(), addition.what()),
                        entry -> uninjection.claims(AdditionKind.OPTIONS, addition.where(), addition.what())
                                || Digests.of(entry.node()).equals(detail));
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        if (uninjection.claims(AdditionKind.OPTIONS, addition.where(), addition.what())) {
            return;
        }
        uninjection.existingContainer(addition).ifPresent(container -> {
            String what = "variable " + addition.what() + " of container \"" + addition.where() + "\"";
            List<PodElement> entries = uninjection.variables(container, addition.what());
            List<PodElement> injected = entries.stream()
                    .filter(entry -> Digests.of(entry.node()).equals(detail))
                    .toList();
            if (entries.isEmpty()) {
                uninjection.reportMissing(what);
            } else if (injected.isEmpty()) {
                uninjection.reportChanged(what);
            }
            // From the end, so that the positions of those before stay.
            injected.reversed().forEach(entry -> remove(uninjection, container, entry));
        });
    }

    /** Removes a variable without looking at its value. */
    public static void remove(Uninjection uninjection, PodElement container, PodElement variable) {
        String name = variable.text("name");
        ListIndex env = uninjection.indexByName(container, "env");
        for (Slot slot : env.all(name).reversed()) {
            container.budget().spend(1);
            if (variable.pointer().equals(container.pointerTo("env") + "/" + env.position(slot))) {
                uninjection.removeItem(container, "env", env, name, slot);
                return;
            }
        }
    }
}
