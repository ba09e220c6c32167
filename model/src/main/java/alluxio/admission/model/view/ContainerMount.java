package alluxio.admission.model.view;

import alluxio.admission.model.kube.ContainerPath;
import java.util.Optional;

/**
 * A volume in a container.
 *
 * @param path without a slash at its end
 * @param volume empty when the pod has none of that name
 */
public record ContainerMount(Field field, String path, Optional<Volume> volume) {

    public boolean isReadOnly() {
        return field.at("readOnly").isTrue();
    }

    /** {@code None} where it is absent. */
    public String propagation() {
        return field.at("mountPropagation").text().orElse("None");
    }

    /** Of the volume, or "". */
    public String subPath() {
        return field.at("subPath").text().orElse(field.at("subPathExpr").string());
    }

    /** The directory of the node that is mounted, for a hostPath volume; else empty. */
    public Optional<String> hostPath() {
        return volume.filter(Volume::isHostPath)
                .map(v -> subPath().isEmpty() ? v.hostPath() : ContainerPath.normalize(v.hostPath() + "/" + subPath()));
    }
}
