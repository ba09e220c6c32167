package alluxio.admission.injector.uninject;

import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.patch.ListIndex.Slot;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import java.util.Optional;

/** Removes injected init containers as a whole, with what others added to them. They come before the volumes that they mount. */
public final class InitContainerRemover implements Remover {
    private static final String LIST = InitContainers.LIST;

    @Override
    public boolean isIntact(Uninjection uninjection, Addition addition, String detail) {
        return find(uninjection, addition)
                .filter(slot -> InitContainers.digest(slot.item()).equals(detail))
                .isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        String what = "init container \"" + addition.what() + "\"";
        Optional<Slot> found = find(uninjection, addition);
        if (found.isEmpty()) {
            uninjection.reportMissing(what);
        } else if (isIntact(uninjection, addition, detail)) {
            uninjection.removeItem(
                    uninjection.spec(),
                    LIST,
                    uninjection.indexByName(uninjection.spec(), LIST),
                    addition.what(),
                    found.get());
        } else {
            uninjection.reportChanged(what);
        }
    }

    private static Optional<Slot> find(Uninjection uninjection, Addition addition) {
        return uninjection.indexByName(uninjection.spec(), LIST).last(addition.what());
    }
}
