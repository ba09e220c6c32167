package alluxio.admission.policy;

import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MessageText;
import java.util.List;
import java.util.Optional;

/**
 * A PersistentVolumeClaim that is seen.
 *
 * @param reference to it, as it was seen
 * @param accessModes as written: {@code ReadWriteOnce} and so on
 * @param volume the only PersistentVolume among those seen that it is bound to, or can be; empty when there are none or several
 */
public record PersistentVolumeClaim(
        ObjectReference reference, List<String> accessModes, Optional<PersistentVolume> volume) {

    private record Spec(List<String> accessModes, Optional<String> volumeName, String storageClass) {}

    private static final PeerIndex<Spec> BY_NAME = PeerIndex.of(
            "the PersistentVolumeClaim",
            List.of(ObjectKind.PERSISTENT_VOLUME_CLAIM),
            (claim, entries) -> entries.add(claim.name(), spec(claim)));

    /** The indices that {@link #named} needs. */
    public static List<PeerIndex<?>> indices() {
        return List.of(BY_NAME);
    }

    /** The claim of that name in the object's namespace; empty when it is not seen. */
    public static Optional<PersistentVolumeClaim> named(String name, ReviewedObject object) {
        Optional<PersistentVolumeClaim> named = object.firstPeer(BY_NAME, name)
                .map(claim -> new PersistentVolumeClaim(
                        claim.reference(),
                        claim.value().accessModes(),
                        object.seen()
                                .persistentVolumes()
                                .only(
                                        object.namespace(),
                                        name,
                                        claim.value().volumeName(),
                                        claim.value().storageClass())));
        if (named.filter(claim -> claim.volume().isEmpty()).isPresent()
                && !object.view().isComplete("PersistentVolume", "")) {
            object.unseen().notSeen("the PersistentVolume of claim " + MessageText.cut(name));
        }
        return named;
    }

    /** For messages: a claim that {@link #named} has not found. */
    public static String describeUnseen(String name, ReviewedObject object) {
        return object.view().describeUnseen(ObjectKind.PERSISTENT_VOLUME_CLAIM.kind(), object.namespace(), name);
    }

    private static Spec spec(ReviewedObject claim) {
        Field spec = claim.root().at("spec");
        return new Spec(
                spec.at("accessModes").strings(),
                spec.at("volumeName").text(),
                spec.at("storageClassName").string());
    }

    /** Whether it can only be mounted on one node; false where it has no access modes. */
    public boolean isForOneNode() {
        return !accessModes.isEmpty() && !accessModes.contains("ReadWriteMany");
    }

    /** Whether its volume is a directory of the node that the pod runs on, whichever that is. */
    public boolean isOfEachNode() {
        return volume.filter(PersistentVolume::ofEachNode).isPresent();
    }

    /** Whether its volume keeps all pods that use it on certain nodes. */
    public boolean isOfSomeNodes() {
        return volume.filter(PersistentVolume::ofSomeNodes).isPresent();
    }
}
