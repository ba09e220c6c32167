package alluxio.admission.injector.uninject;

import alluxio.admission.injector.clientproperties.OptionsRemover;
import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.patch.ListIndex;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import java.util.Optional;

/** Environment variables of containers. One that had options appended is the {@link OptionsRemover}'s. */
public final class VariableRemover implements Remover {
    /** One with our options has a digest of its own there; it is ours as long as they are. */
    @Override
    public boolean holds(Uninjection uninjection, Addition addition, String detail) {
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
        uninjection.containerToChange(addition).ifPresent(container -> {
            String what = "variable " + addition.what() + " of container \"" + addition.where() + "\"";
            Optional<PodElement> entry = uninjection.variable(container, addition.what());
            if (entry.isEmpty()) {
                uninjection.gone(what);
            } else if (Digests.of(entry.get().node()).equals(detail)) {
                remove(uninjection, container, addition.what());
            } else {
                uninjection.changed(what);
            }
        });
    }

    public static void remove(Uninjection uninjection, PodElement container, String name) {
        ListIndex env = uninjection.named(container, "env");
        env.last(name).ifPresent(slot -> uninjection.removeItem(container, "env", env, name, slot));
    }
}
