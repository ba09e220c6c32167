package alluxio.admission.model.configuration;

import java.util.List;
import java.util.Optional;

/**
 * What a cluster's policies demand of the {@code securityContext} of the FUSE containers. They stay privileged and root: no process
 * can mount for other containers without.
 *
 * @param readOnlyRootFilesystem with it, what Alluxio's scripts write to is in memory that the container mounts for itself
 * @param seccompProfile empty: not set
 * @param appArmorProfile empty: not set
 * @param addedCapabilities {@code capabilities.add}
 * @param droppedCapabilities {@code capabilities.drop}
 */
public record FuseSecurity(
        boolean readOnlyRootFilesystem,
        Optional<ConfinementProfile> seccompProfile,
        Optional<ConfinementProfile> appArmorProfile,
        List<String> addedCapabilities,
        List<String> droppedCapabilities) {

    /** Nothing is demanded. */
    public static final FuseSecurity DEFAULT =
            new FuseSecurity(false, Optional.empty(), Optional.empty(), List.of(), List.of());

    public FuseSecurity {
        addedCapabilities = List.copyOf(addedCapabilities);
        droppedCapabilities = List.copyOf(droppedCapabilities);
    }

    /**
     * A seccomp or an AppArmor profile.
     *
     * @param type {@code RuntimeDefault}, {@code Localhost} or {@code Unconfined}
     * @param localhostProfile for {@code Localhost} only
     */
    public record ConfinementProfile(String type, Optional<String> localhostProfile) {
        /** The allowed types. */
        public static final List<String> TYPES = List.of("RuntimeDefault", "Localhost", "Unconfined");
    }
}
