package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.view.JvmOptions.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one {@code alluxio-site.properties} that a container reads: the first file found is the only one read. Files inside
 * the image are not known.
 *
 * @param unseen the ConfigMap that holds it, when that is not seen, or not with this file
 */
record SiteFile(List<Property> properties, Optional<String> unseen) {

    static Optional<SiteFile> of(Container container) {
        Optional<SiteFile> variable = container
                .environment()
                .get(JavaOptionVariables.SITE_PROPERTIES)
                .filter(v -> container.isOfAlluxio() && v.value().isPresent())
                .map(v -> parse(v.value().orElse(""), v.origin(), JavaOptionVariables.SITE_PROPERTIES));
        return variable.or(
                () -> Iterables.firstPresent(AlluxioPaths.SITE_FOLDERS, folder -> mounted(container, folder)));
    }

    private static Optional<SiteFile> mounted(Container container, String folder) {
        return container
                .mountOf(folder + "/" + AlluxioPaths.SITE_PROPERTIES)
                .filter(mount -> !mount.path().isEmpty())
                .flatMap(mount -> {
                    Optional<String> name = mount.volume()
                            .filter(v -> v.type().equals("configMap") && ContainerPath.isWithin(mount.path(), folder))
                            .map(v -> v.source().at("name").string());
                    // Any other volume may hold a file too.
                    return name.map(map -> read(container, mount, map))
                            .orElseGet(() -> Optional.of(new SiteFile(
                                    List.of(),
                                    Optional.of(
                                            "volume " + mount.field().at("name").string()))));
                });
    }

    private static Optional<SiteFile> read(Container container, ContainerMount mount, String configMap) {
        Optional<Field> data = container.pod().configMap(configMap).map(map -> map.at("data"));
        if (data.isEmpty()) {
            return Optional.of(
                    new SiteFile(List.of(), Optional.of(container.pod().unseenConfigMap(configMap))));
        }
        Field value = data.get().at(key(mount));
        if (value.isOmitted()) {
            return Optional.of(new SiteFile(
                    List.of(), Optional.of("ConfigMap " + configMap + " (" + value.name() + " is too large)")));
        }
        return value.text()
                .map(text -> parse(text, mount.field(), AlluxioPaths.SITE_PROPERTIES + " of ConfigMap " + configMap));
    }

    /** The key of the ConfigMap that becomes the file: a volume may rename it, and a mount may use another one for it. */
    private static String key(ContainerMount mount) {
        String file = mount.path().endsWith("/" + AlluxioPaths.SITE_PROPERTIES)
                        && !mount.subPath().isEmpty()
                ? mount.subPath()
                : AlluxioPaths.SITE_PROPERTIES;
        return mount.volume()
                .flatMap(volume -> Iterables.first(
                        volume.source().at("items").items(),
                        item -> item.at("path").is(file)))
                .map(item -> item.at("key").string())
                .orElse(file);
    }

    private static SiteFile parse(String text, Field origin, String source) {
        origin.budget().spendText(text.length());
        List<Property> properties = new ArrayList<>();
        for (String line : text.split("\\R", -1)) {
            int equals = line.indexOf('=');
            String stripped = line.strip();
            if (equals > 0 && !stripped.startsWith("#") && !stripped.startsWith("!")) {
                properties.add(new Property(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip(),
                        origin,
                        source));
            }
        }
        return new SiteFile(List.copyOf(properties), Optional.empty());
    }
}
