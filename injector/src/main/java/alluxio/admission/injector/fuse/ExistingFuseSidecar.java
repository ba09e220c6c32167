package alluxio.admission.injector.fuse;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.configuration.Profile;
import java.util.Optional;

/** A privileged FUSE sidecar that an earlier injection added, perhaps with other values of its profile. */
public final class ExistingFuseSidecar {
    private ExistingFuseSidecar() {}

    /** Whether a status claims a container of the sidecar. */
    public static boolean isClaimed(InjectionStatus status) {
        return Iterables.any(
                status.additions().keySet(),
                each -> each.kind() == AdditionKind.INIT_CONTAINERS && FuseSidecarPosition.NAMES.contains(each.what()));
    }

    /** Whether the sidecar may stay as it is: the profile allows one, and nothing in the pod decides what it connects to. */
    public static boolean mayStay(PodElement spec, Profile profile, AdmissionConfiguration configuration) {
        Optional<PodElement> sidecar = FuseSidecarPosition.find(spec);
        if (sidecar.isEmpty()) {
            return true;
        }
        InjectionReport unread = new InjectionReport(OnConflict.DENY);
        FuseSidecarNetworkCheck.ofExisting(spec, sidecar.get(), profile, unread).check();
        return profile.fuse().isPresent()
                && configuration.access(profile).allows(FuseMode.SIDECAR, profile)
                && unread.refusals().isEmpty();
    }
}
