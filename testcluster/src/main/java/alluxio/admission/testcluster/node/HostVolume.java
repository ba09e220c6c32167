package alluxio.admission.testcluster.node;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.util.List;
import java.util.Map;

/** A PersistentVolume in a directory of the node: what a cluster's storage would give to claims without a class. */
public final class HostVolume {

    private HostVolume() {}

    /**
     * Offers a volume that claims of at most its size are bound to.
     *
     * @param accessMode such as {@code ReadWriteOnce}
     * @param owner the user that may write: the kubelet applies no fsGroup to a directory of the node
     */
    public static void offer(Node node, String name, String size, String accessMode, int owner) {
        String path = "/var/volumes/" + name;
        String user = Integer.toString(owner);
        node.run(List.of("install", "-d", "-o", user, "-g", user, path));
        node.client()
                .resource(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withCapacity(Map.of("storage", new Quantity(size)))
                        .withAccessModes(accessMode)
                        .withNewHostPath()
                        .withPath(path)
                        .withType("Directory")
                        .endHostPath()
                        .endSpec()
                        .build())
                .createOr(NonDeletingOperation::update);
    }
}
