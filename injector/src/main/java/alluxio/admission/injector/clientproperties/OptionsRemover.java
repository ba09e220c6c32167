package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.uninject.Remover;
import alluxio.admission.injector.uninject.Uninjection;
import alluxio.admission.injector.uninject.VariableRemover;
import java.util.Optional;

/**
 * Removes options that were appended to a variable: the user's text comes back byte for byte. A variable that was injected, too,
 * is removed as a whole, unless something was written in front of the options.
 */
public final class OptionsRemover implements Remover {
    @Override
    public boolean isIntact(Uninjection uninjection, Addition addition, String detail) {
        return uninjection
                .container(addition)
                .flatMap(container -> uninjection.variable(container, addition.what()))
                .filter(entry -> AppendedOptions.fits(entry.text("value"), detail))
                .isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        Optional<PodElement> container = uninjection.existingContainer(addition);
        if (container.isEmpty()) {
            return;
        }
        String name = addition.what();
        String what = "the options at the end of variable " + name + " of container \"" + addition.where() + "\"";
        Optional<PodElement> entry = uninjection.variable(container.get(), name);
        if (entry.isEmpty()) {
            uninjection.reportMissing(what);
            return;
        }
        String value = entry.get().text("value");
        Optional<Integer> start = AppendedOptions.start(value, detail);
        if (start.isEmpty()) {
            uninjection.reportChanged(what);
            return;
        }
        // The injection put one space in between.
        String before = value.substring(0, Math.max(0, start.get() - 1));
        if (before.isEmpty() && uninjection.claims(AdditionKind.ENV, addition.where(), name)) {
            VariableRemover.remove(uninjection, container.get(), name);
        } else if (!before.isEmpty() || !uninjection.restore(entry.get(), "value")) {
            uninjection.patch().set(entry.get(), "value", entry.get().node().stringNode(before));
        }
    }
}
