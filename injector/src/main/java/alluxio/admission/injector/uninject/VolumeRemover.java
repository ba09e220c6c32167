package alluxio.admission.injector.uninject;

import alluxio.admission.injector.patch.ListIndex;
import alluxio.admission.injector.patch.ListIndex.Slot;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.model.Iterables;
import java.util.Optional;

/** Removes volumes. A volume that a container still mounts stays: without it the pod would be invalid. */
public final class VolumeRemover implements Remover {
    private static final String LIST = "volumes";

    @Override
    public boolean isIntact(Uninjection uninjection, Addition addition, String detail) {
        return Iterables.any(
                index(uninjection).all(addition.what()),
                slot -> Digests.of(slot.item()).equals(detail));
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        String what = "volume \"" + addition.what() + "\"";
        Optional<Slot> found = index(uninjection).first(addition.what());
        if (found.isEmpty()) {
            uninjection.reportMissing(what);
            return;
        }
        Optional<String> user = uninjection.volumeUsage().of(addition.what());
        if (!Digests.of(found.get().item()).equals(detail)) {
            uninjection.reportChanged(what);
        } else if (user.isPresent()) {
            uninjection.reportInUse(what, user.get() + "; remove that first, and then the volume by hand");
        } else {
            uninjection.removeItem(uninjection.spec(), LIST, index(uninjection), addition.what(), found.get());
        }
    }

    static boolean exists(Uninjection uninjection, String name) {
        return index(uninjection).first(name).isPresent();
    }

    private static ListIndex index(Uninjection uninjection) {
        return uninjection.indexByName(uninjection.spec(), LIST);
    }
}
