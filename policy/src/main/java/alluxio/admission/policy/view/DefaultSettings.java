package alluxio.admission.policy.view;

import java.util.List;
import java.util.regex.Pattern;

/** Whether what a container does not set has its default. */
final class DefaultSettings {
    private static final Pattern OFFICIAL = Pattern.compile("((index\\.)?docker\\.io/)?alluxio/alluxio([:@].*)?");
    private static final List<String> PROPERTY_FOLDERS = List.of("/opt/alluxio/conf", "/etc/alluxio");

    private DefaultSettings() {}

    /** Not where another image, or a mounted folder, may have a properties file. */
    static boolean hold(Container container) {
        return container.options().isComplete()
                && OFFICIAL.matcher(container.image()).matches()
                && container.mounts().stream()
                        .filter(m -> m.volume()
                                .filter(v -> v.type().equals("configMap"))
                                .isEmpty())
                        .map(Mount::path)
                        .noneMatch(path -> PROPERTY_FOLDERS.stream()
                                .anyMatch(folder -> Paths.isWithin(folder, path) || Paths.isWithin(path, folder)));
    }
}
