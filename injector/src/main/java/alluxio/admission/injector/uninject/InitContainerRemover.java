package alluxio.admission.injector.uninject;

import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.patch.ListIndex.Slot;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import java.util.Optional;

/** Init containers, as a whole: what others put into one of ours since goes with it. Before the volumes that it mounts. */
public final class InitContainerRemover implements Remover {
    private static final String LIST = InitContainers.LIST;

    @Override
    public boolean holds(Uninjection uninjection, Addition addition, String detail) {
        return find(uninjection, addition)
                .filter(slot -> InitContainers.digest(slot.item()).equals(detail))
                .isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        String what = "init container \"" + addition.what() + "\"";
        Optional<Slot> found = find(uninjection, addition);
        if (found.isEmpty()) {
            uninjection.gone(what);
        } else if (holds(uninjection, addition, detail)) {
            uninjection.removeItem(
                    uninjection.spec(),
                    LIST,
                    uninjection.named(uninjection.spec(), LIST),
                    addition.what(),
                    found.get());
        } else {
            uninjection.changed(what);
        }
    }

    private static Optional<Slot> find(Uninjection uninjection, Addition addition) {
        return uninjection.named(uninjection.spec(), LIST).last(addition.what());
    }
}
