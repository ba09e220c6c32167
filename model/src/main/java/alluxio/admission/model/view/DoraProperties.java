package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyKeys;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Properties that 3.x alone has, {@code alluxio.dora.*}: by them a container in an image whose tag names no version is known
 * not to be Alluxio 2. Source: {@code PropertyKey.java} of 2.0 to 2.10, which has none, and of the main branch.
 */
public final class DoraProperties {
    private DoraProperties() {}

    /**
     * For messages: the release that they show, in env, the command line, or a ConfigMap that the container reads. A value that is too
     * long to be seen may have one.
     */
    static Optional<String> in(Container container) {
        if (container.release().isPresent() || container.role().isEmpty()) {
            return Optional.empty();
        }
        List<Field> texts = texts(container).toList();
        if (Iterables.any(texts, DoraProperties::isIn)) {
            return Optional.of("Alluxio 3.x (by a property " + PropertyKeys.DORA + "…)");
        }
        return Iterables.any(texts, Field::isOmitted)
                ? Optional.of("a release that is not known (its ConfigMap is too large to be seen)")
                : Optional.empty();
    }

    /** Whether the text has one. */
    public static boolean isIn(Field text) {
        text.budget().spendText(text.string().length());
        return text.string().contains(PropertyKeys.DORA);
    }

    private static Stream<Field> texts(Container container) {
        Stream<Field> env = container.field().at("env").items().stream().map(entry -> entry.at("value"));
        Stream<Field> words = container.commandLine().words().stream().map(CommandLine.Word::at);
        Stream<String> envFrom = container.field().at("envFrom").items().stream()
                .map(from -> from.at("configMapRef", "name").string());
        Stream<String> mounted = container.mounts().stream()
                .flatMap(mount -> mount.volume().stream())
                .filter(volume -> volume.type().equals("configMap"))
                .map(volume -> volume.source().at("name").string());
        Stream<Field> ofMaps = Stream.concat(envFrom, mounted)
                .filter(name -> !name.isEmpty())
                .distinct()
                .flatMap(name -> container.pod().configMap(name).stream())
                .flatMap(map -> map.at("data").members().stream());
        return Stream.of(env, words, ofMaps).flatMap(fields -> fields);
    }
}
