package alluxio.admission.policy;

import alluxio.admission.policy.view.Field;
import java.util.List;
import java.util.Optional;

/** A PersistentVolumeClaim that is seen, with what it may be bound to. */
public record Claim(Subject claim) {

    /** The claim of that name in the subject's namespace; empty when it is not seen. */
    public static Optional<Claim> named(String name, Subject subject) {
        return subject.peers(Kind.PERSISTENT_VOLUME_CLAIM).stream()
                .filter(claim -> claim.name().equals(name))
                .findFirst()
                .map(Claim::new);
    }

    /** As written: {@code ReadWriteOnce} and so on. */
    public List<String> accessModes() {
        return claim.root().at("spec", "accessModes").strings();
    }

    /** Whether pods on several nodes cannot have it; false where nothing is said. */
    public boolean isForOneNode() {
        return !accessModes().isEmpty() && !accessModes().contains("ReadWriteMany");
    }

    /** Whether what it can only be bound to is a directory of whichever node the pod is on. */
    public boolean isOfEachNode() {
        return volume().filter(pv -> pv.at("spec", "hostPath").exists()
                        && !pv.at("spec", "nodeAffinity").exists())
                .isPresent();
    }

    /**
     * The only PersistentVolume among those seen that it is, or can be, bound to: by the claim's {@code volumeName}, else by
     * the volume's {@code claimRef}, else by the storage class.
     */
    public Optional<Field> volume() {
        List<Field> volumes = claim.view().list("PersistentVolume", "").stream()
                .map(volume -> Field.root(volume, claim.root().budget()))
                .filter(this::mayBe)
                .toList();
        return volumes.size() == 1 ? volumes.stream().findFirst() : Optional.empty();
    }

    private boolean mayBe(Field volume) {
        Optional<String> bound = claim.root().at("spec", "volumeName").text();
        if (bound.isPresent()) {
            return volume.at("metadata", "name").is(bound.get());
        }
        Field reference = volume.at("spec", "claimRef", "name");
        return reference.exists()
                ? reference.is(claim.name())
                : volume.at("spec", "storageClassName")
                        .string()
                        .equals(claim.root().at("spec", "storageClassName").string());
    }
}
