package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.uninject.Remover;
import alluxio.admission.injector.uninject.Uninjection;
import alluxio.admission.injector.uninject.VariableRemover;
import java.util.List;
import java.util.Optional;

/**
 * Removes options that were appended to a variable, wherever they stand in it: what the user and other webhooks wrote stays byte for
 * byte. A variable that was injected, too, is removed as a whole, unless something else is in it. Others may have made a second
 * entry of the same name, which refers to the first or repeats it: the options are removed from the last entry that has all of them,
 * and from those that it repeats. An entry that has some of them, or the same ones besides, is the user's own, unless none has all.
 */
public final class OptionsRemover implements Remover {
    @Override
    public boolean isIntact(Uninjection uninjection, Addition addition, String detail) {
        Optional<PodElement> container = uninjection.container(addition);
        if (container.isEmpty()) {
            return false;
        }
        List<PodElement> entries = uninjection.variables(container.get(), addition.what());
        return !entries.isEmpty() && AppendedOptions.isWhole(detail, AppendedOptions.findAll(entries, detail));
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        Optional<PodElement> container = uninjection.existingContainer(addition);
        if (container.isEmpty()) {
            return;
        }
        String name = addition.what();
        String what = "the options in variable " + name + " of container \"" + addition.where() + "\"";
        List<PodElement> entries = uninjection.variables(container.get(), name);
        if (entries.isEmpty()) {
            uninjection.reportMissing(what);
            return;
        }
        List<AppendedOptions> found = AppendedOptions.findAll(entries, detail);
        if (!AppendedOptions.isWhole(detail, found)) {
            uninjection.reportChanged(what);
        }
        boolean injected = uninjection.claims(AdditionKind.ENV, addition.where(), name);
        List<AppendedOptions> repeats = repeats(found, detail, injected);
        // From the end, so that the positions of those before stay.
        for (int i = entries.size() - 1; i >= 0; i--) {
            AppendedOptions options = found.get(i);
            if (!options.spans().isEmpty() && (repeats.isEmpty() || repeats.contains(options))) {
                remove(uninjection, container.get(), entries.get(i), options.rest(), injected);
            }
        }
    }

    /** The last entry with all options, and those that it repeats; all that have them if the injection has added the variable. */
    private static List<AppendedOptions> repeats(List<AppendedOptions> found, String detail, boolean injected) {
        List<AppendedOptions> whole = found.stream()
                .filter(options -> AppendedOptions.isWhole(detail, List.of(options)))
                .toList();
        return whole.isEmpty() || injected
                ? whole
                : whole.stream()
                        .filter(options -> options.isRepeatedBy(whole.getLast()))
                        .toList();
    }

    private static void remove(
            Uninjection uninjection, PodElement container, PodElement entry, String rest, boolean injected) {
        if (rest.isEmpty() && injected) {
            VariableRemover.remove(uninjection, container, entry);
        } else if (!rest.isEmpty() || !uninjection.restore(entry, "value")) {
            uninjection.patch().set(entry, "value", entry.node().stringNode(rest));
        }
    }
}
