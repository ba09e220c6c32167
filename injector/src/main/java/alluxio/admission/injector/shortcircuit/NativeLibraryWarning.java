package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.kube.ContainerPath.Relation;
import alluxio.admission.model.view.Whitespace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Warns about a container with a read-only root file system and no writable directory for Netty: it unpacks its native library there,
 * without which there are no domain sockets, and all data goes by TCP in silence. Source: Netty's {@code NativeLibraryLoader}, which
 * takes {@code io.netty.native.workdir}, then {@code java.io.tmpdir}, whose default is {@code /tmp}; Alluxio's shaded client puts a
 * prefix before Netty's property.
 */
final class NativeLibraryWarning {
    private static final String DEFAULT = "/tmp";
    private static final String OPTION = "-D";

    /** Where so many are set, it is not judged which of them counts. */
    private static final int MOST_DIRECTORIES = 8;

    private static final List<String> PROPERTIES = List.of("io.netty.native.workdir=", "java.io.tmpdir=");

    /** Volumes that are read-only whatever their mount says. */
    private static final Set<String> READ_ONLY_VOLUMES =
            Set.of("configMap", "secret", "downwardAPI", "projected", "image");

    private NativeLibraryWarning() {}

    /** Checks a container that gets the domain socket. */
    static void check(Injection injection, PodElement container) {
        boolean readOnly = container
                .node()
                .path("securityContext")
                .path("readOnlyRootFilesystem")
                .booleanValue(false);
        if (!readOnly) {
            return;
        }
        List<String> directories = directories(injection, container);
        if (directories.size() <= MOST_DIRECTORIES
                && directories.stream().noneMatch(directory -> isWritable(injection, container, directory))) {
            String directory = directories.getFirst();
            injection
                    .report()
                    .warn(
                            "native-library",
                            "container \"" + container.text("name")
                                    + "\" has readOnlyRootFilesystem and nothing writable at "
                                    + directory
                                    + ", so Netty cannot unpack its native library, and all data goes by TCP; "
                                    + "mount an emptyDir at " + directory);
        }
    }

    /** Where a JVM of the container may unpack it: what its variables or its command line set, else the default. */
    private static List<String> directories(Injection injection, PodElement container) {
        Set<String> set = new LinkedHashSet<>();
        collect(
                injection
                        .environment()
                        .expanded(container, JavaToolOptions.NAME)
                        .text(),
                set);
        for (JsonNode variable : container.list("env")) {
            read(variable.path("value"), container, set);
        }
        for (String words : List.of("command", "args")) {
            container.list(words).forEach(word -> read(word, container, set));
        }
        return set.isEmpty() ? List.of(DEFAULT) : List.copyOf(set);
    }

    private static void read(JsonNode text, PodElement container, Set<String> set) {
        String value = text.stringValue("");
        container.budget().spendText(value.length());
        collect(value, set);
    }

    private static void collect(String options, Set<String> set) {
        if (PROPERTIES.stream().noneMatch(options::contains)) {
            return;
        }
        Whitespace.split(
                options,
                word -> PROPERTIES.forEach(property -> {
                    int at = word.indexOf(property);
                    if (at > 0 && word.startsWith(OPTION)) {
                        set.add(word.substring(at + property.length()));
                    }
                }));
    }

    /** Whether the innermost mount that holds a directory is writable. One that is not known counts as writable. */
    private static boolean isWritable(Injection injection, PodElement container, String directory) {
        if (!directory.startsWith("/")) {
            return true;
        }
        String path = ContainerPath.absolute(directory);
        JsonNode innermost = MissingNode.getInstance();
        int longest = 0;
        for (JsonNode mount : container.list("volumeMounts")) {
            String at = ContainerPath.absolute(mount.path("mountPath").stringValue(""));
            Relation relation = ContainerPath.relation(at, path);
            if ((relation == Relation.SAME || relation == Relation.ABOVE) && at.length() >= longest) {
                innermost = mount;
                longest = at.length();
            }
        }
        return innermost.isObject()
                && !innermost.path("readOnly").booleanValue(false)
                && !isReadOnlyVolume(injection, innermost.path("name").stringValue(""));
    }

    private static boolean isReadOnlyVolume(Injection injection, String name) {
        return injection
                .spec()
                .list("volumes")
                .valueStream()
                .filter(volume -> volume.path("name").stringValue("").equals(name))
                .anyMatch(volume -> READ_ONLY_VOLUMES.stream().anyMatch(volume::has));
    }
}
