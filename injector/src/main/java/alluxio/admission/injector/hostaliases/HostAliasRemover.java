package alluxio.admission.injector.hostaliases;

import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.uninject.Remover;
import alluxio.admission.injector.uninject.Uninjection;

/** Removes host aliases, and with its last name an entry that was injected. */
public final class HostAliasRemover implements Remover {
    @Override
    public boolean isIntact(Uninjection uninjection, Addition addition, String detail) {
        return uninjection
                .computeOnce(HostAliasIndex.class, HostAliasIndex::new)
                .contains(addition);
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        if (!uninjection.computeOnce(HostAliasIndex.class, HostAliasIndex::new).remove(addition)) {
            uninjection.reportMissing("host alias " + addition.what() + " for " + addition.where());
        }
    }
}
