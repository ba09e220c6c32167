package alluxio.admission.injector.uninject;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.patch.ListIndex;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import java.util.Optional;

/** Removes environment variables of containers, except those with appended options, which the remover of options removes. */
public final class VariableRemover implements Remover {
    /** A variable with appended options has its own addition for them, and counts as injected as long as they are there. */
    @Override
    public boolean isIntact(Uninjection uninjection, Addition addition, String detail) {
        return uninjection
                .container(addition)
                .flatMap(container -> uninjection.variable(container, addition.what()))
                .filter(entry -> Digests.of(entry.node()).equals(detail)
                        || uninjection.claims(AdditionKind.OPTIONS, addition.where(), addition.what()))
                .isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        if (uninjection.claims(AdditionKind.OPTIONS, addition.where(), addition.what())) {
            return;
        }
        uninjection.existingContainer(addition).ifPresent(container -> {
            String what = "variable " + addition.what() + " of container \"" + addition.where() + "\"";
            Optional<PodElement> entry = uninjection.variable(container, addition.what());
            if (entry.isEmpty()) {
                uninjection.reportMissing(what);
            } else if (Digests.of(entry.get().node()).equals(detail)) {
                remove(uninjection, container, addition.what());
            } else {
                uninjection.reportChanged(what);
            }
        });
    }

    /** Removes a variable without looking at its value. */
    public static void remove(Uninjection uninjection, PodElement container, String name) {
        ListIndex env = uninjection.indexByName(container, "env");
        env.last(name).ifPresent(slot -> uninjection.removeItem(container, "env", env, name, slot));
    }
}
