package alluxio.admission.injector.fuse;

import alluxio.admission.injector.patch.ListIndex;
import alluxio.admission.injector.patch.ListIndex.Slot;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.uninject.Remover;
import alluxio.admission.injector.uninject.Uninjection;
import java.util.Optional;

/** Removes image pull Secrets. They come after the init containers: one that stays still needs them. */
public final class ImagePullSecretRemover implements Remover {
    @Override
    public boolean isIntact(Uninjection uninjection, Addition addition, String detail) {
        return index(uninjection).last(addition.what()).isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        String what = "\"" + addition.what() + "\" in " + ImagePullSecretInjection.LIST;
        // From the end, because they are appended.
        Optional<Slot> found = index(uninjection).last(addition.what());
        if (found.isEmpty()) {
            uninjection.reportMissing(what);
            return;
        }
        Optional<String> user = uninjection.remainingInitContainer();
        if (user.isPresent()) {
            uninjection.reportInUse(
                    what,
                    "init container \"" + user.get()
                            + "\" stays and may need it; remove that first, and then the name by hand");
        } else {
            uninjection.removeItem(
                    uninjection.spec(),
                    ImagePullSecretInjection.LIST,
                    index(uninjection),
                    addition.what(),
                    found.get());
        }
    }

    private static ListIndex index(Uninjection uninjection) {
        return uninjection.indexByName(uninjection.spec(), ImagePullSecretInjection.LIST);
    }
}
