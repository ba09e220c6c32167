package alluxio.admission.app.server;

import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.util.Optional;
import java.util.Set;

/**
 * Which decisions have to wait until the cluster is seen: those about pods whose profile is to be discovered, or to be completed
 * by something that its features need. Immutable.
 *
 * @param namespaces of {@code discovery.namespaces} that have not been read yet
 */
record AwaitedDiscovery(WrittenConfiguration written, Set<String> namespaces) {
    AwaitedDiscovery {
        namespaces = Set.copyOf(namespaces);
    }

    /** Whether there is a profile for pods that name none without anything that is awaited. */
    boolean isDefaultWritten() {
        return namespaces.isEmpty()
                || reason(written.configuration().defaultProfile()).isEmpty();
    }

    /** Why the decision on a pod that opted in has to wait; empty when it need not. */
    Optional<String> reason(InjectionRequest request) {
        if (namespaces.isEmpty()) {
            return Optional.empty();
        }
        String annotation = request.pod()
                .path("metadata")
                .path("annotations")
                .path(Keys.PROFILE)
                .stringValue("")
                .strip();
        return reason(annotation.isEmpty() ? written.configuration().defaultProfile() : annotation);
    }

    private Optional<String> reason(String name) {
        Profile profile = written.configuration().profiles().get(name);
        if (profile != null) {
            return namespaces.contains(profile.namespace()) && isIncomplete(profile)
                    ? Optional.of("profile \"" + name + "\" is completed from what runs in namespace "
                            + profile.namespace() + ", which this server has not read yet")
                    : Optional.empty();
        }
        int dot = name.indexOf('.');
        boolean mayBeDiscovered = name.isEmpty()
                ? written.configuration().profiles().isEmpty()
                : dot > 0 && namespaces.contains(name.substring(0, dot));
        return mayBeDiscovered
                ? Optional.of((name.isEmpty() ? "the profile" : "profile \"" + Excerpt.of(name) + "\"")
                        + " is discovered in namespaces that this server has not read yet: "
                        + String.join(", ", namespaces.stream().sorted().toList()))
                : Optional.empty();
    }

    /** Whether a key is not written without which a pod would be injected otherwise than once the cluster is seen. */
    private boolean isIncomplete(Profile profile) {
        Set<ProfileKey> keys = written.writtenKeys(profile.name());
        Set<Feature> features = keys.contains(ProfileKey.FEATURES) ? profile.features() : Set.of(Feature.SHORT_CIRCUIT);
        return !keys.contains(ProfileKey.MASTERS)
                || features.stream().anyMatch(feature -> !isWritten(feature, profile, keys));
    }

    private static boolean isWritten(Feature feature, Profile profile, Set<ProfileKey> keys) {
        return switch (feature) {
            case SHORT_CIRCUIT ->
                keys.contains(ProfileKey.SHORT_CIRCUIT_HOST_PATH)
                        || profile.shortCircuit()
                                .filter(s -> s.policy() == ShortCircuitPolicy.LOCAL)
                                .isPresent();
            case FUSE ->
                keys.contains(ProfileKey.FUSE_MOUNT_PATH)
                        && keys.contains(ProfileKey.FUSE_DIRECTORY)
                        && (keys.contains(ProfileKey.FUSE_HOST_PATH)
                                || profile.fuse()
                                        .filter(f -> f.mode() == FuseMode.SIDECAR)
                                        .isPresent());
            case HOST_ALIASES -> keys.contains(ProfileKey.HOST_ALIASES);
            case HDFS -> true;
        };
    }
}
