package alluxio.admission.policy;

import alluxio.admission.policy.view.Field;
import java.util.List;
import java.util.Optional;

/**
 * A PersistentVolumeClaim that is seen.
 *
 * @param accessModes as written: {@code ReadWriteOnce} and so on
 * @param volume the only PersistentVolume among those seen that it is, or can be, bound to
 */
public record PersistentVolumeClaim(List<String> accessModes, Optional<PersistentVolume> volume) {

    private record Spec(List<String> accessModes, Optional<String> volumeName, String storageClass) {}

    private static final PeerIndex<Spec> BY_NAME = PeerIndex.of(
            List.of(Kind.PERSISTENT_VOLUME_CLAIM), (claim, entries) -> entries.add(claim.name(), spec(claim)));

    /** What {@link #named} looks into. */
    public static List<PeerIndex<?>> indices() {
        return List.of(BY_NAME);
    }

    /** The claim of that name in the object's namespace; empty when it is not seen. */
    public static Optional<PersistentVolumeClaim> named(String name, ReviewedObject object) {
        return object.peers(BY_NAME, name)
                .map(Peer::fact)
                .findFirst()
                .map(spec -> new PersistentVolumeClaim(
                        spec.accessModes(),
                        object.seen().persistentVolumes().only(name, spec.volumeName(), spec.storageClass())));
    }

    private static Spec spec(ReviewedObject claim) {
        Field spec = claim.root().at("spec");
        return new Spec(
                spec.at("accessModes").strings(),
                spec.at("volumeName").text(),
                spec.at("storageClassName").string());
    }

    /** Whether pods on several nodes cannot have it; false where nothing is said. */
    public boolean isForOneNode() {
        return !accessModes.isEmpty() && !accessModes.contains("ReadWriteMany");
    }

    /** Whether what it can only be bound to is a directory of whichever node the pod is on. */
    public boolean isOfEachNode() {
        return volume.filter(PersistentVolume::ofEachNode).isPresent();
    }
}
