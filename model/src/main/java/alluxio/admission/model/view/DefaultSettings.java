package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.kube.ContainerPath;

/** Tells whether properties that a container does not set have their defaults. */
final class DefaultSettings {

    private DefaultSettings() {}

    /** False where another image, or a mounted folder, may have a properties file. */
    static boolean hold(Container container) {
        return container.options().isComplete()
                && container.imageName().isOfficial()
                && Iterables.none(container.mounts(), mount -> mayHide(mount));
    }

    private static boolean mayHide(ContainerMount mount) {
        boolean isRead =
                mount.volume().filter(v -> v.type().equals("configMap")).isPresent();
        return !isRead
                && Iterables.any(
                        AlluxioPaths.SITE_FOLDERS,
                        folder -> ContainerPath.isWithin(folder, mount.path())
                                || ContainerPath.isWithin(mount.path(), folder));
    }
}
