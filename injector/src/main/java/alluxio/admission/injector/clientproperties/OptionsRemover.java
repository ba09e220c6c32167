package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.uninject.Remover;
import alluxio.admission.injector.uninject.Uninjection;
import alluxio.admission.injector.uninject.VariableRemover;
import java.util.Optional;

/**
 * Options appended to a variable: the user's text comes back as it was, byte for byte. Where the variable was ours too,
 * and nobody wrote anything in front, it goes as a whole.
 */
public final class OptionsRemover implements Remover {
    @Override
    public boolean holds(Uninjection uninjection, Addition addition, String detail) {
        return uninjection
                .container(addition)
                .flatMap(container -> uninjection.variable(container, addition.what()))
                .filter(entry -> AppendedOptions.fits(entry.text("value"), detail))
                .isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        Optional<PodElement> container = uninjection.containerToChange(addition);
        if (container.isEmpty()) {
            return;
        }
        String name = addition.what();
        String what = "the options at the end of variable " + name + " of container \"" + addition.where() + "\"";
        Optional<PodElement> entry = uninjection.variable(container.get(), name);
        if (entry.isEmpty()) {
            uninjection.gone(what);
            return;
        }
        String value = entry.get().text("value");
        Optional<Integer> start = AppendedOptions.start(value, detail);
        if (start.isEmpty()) {
            uninjection.changed(what);
            return;
        }
        // One space was put between the two.
        String theirs = value.substring(0, Math.max(0, start.get() - 1));
        if (theirs.isEmpty() && uninjection.claims(AdditionKind.ENV, addition.where(), name)) {
            VariableRemover.remove(uninjection, container.get(), name);
        } else if (!theirs.isEmpty() || !uninjection.restore(entry.get(), "value")) {
            uninjection.patch().set(entry.get(), "value", entry.get().node().stringNode(theirs));
        }
    }
}
