package alluxio.admission.injector.patch;

import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.kube.ContainerPath.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** An index of the mounts of one container by their normalised paths. Used by one thread. */
final class MountIndex {
    private record IndexedMount(JsonNode mount, int position) {}

    /** A mount that is at the path of a wanted one, above it or below it. */
    record OverlappingMount(JsonNode mount, Relation relation, int position) {}

    private final NavigableMap<String, List<IndexedMount>> byPath = new TreeMap<>();
    private int size;

    MountIndex(PodElement container) {
        for (JsonNode mount : container.list("volumeMounts")) {
            add(mount);
        }
    }

    /** Adds a mount at the end of the list. */
    void add(JsonNode mount) {
        byPath.computeIfAbsent(ContainerPath.absolute(mount.path("mountPath").stringValue("")), _ -> new ArrayList<>(1))
                .add(new IndexedMount(mount, size++));
    }

    /** The mounts at exactly that path, in the order of the container. */
    List<JsonNode> at(String path) {
        List<JsonNode> at = new ArrayList<>();
        for (IndexedMount each : byPath.getOrDefault(path, List.of())) {
            at.add(each.mount());
        }
        return at;
    }

    /** The mounts at that path, above it or below it, in the order of the container. */
    List<OverlappingMount> overlapping(String path) {
        List<OverlappingMount> overlapping = new ArrayList<>();
        collect(path, Relation.SAME, overlapping);
        if (!path.equals("/")) {
            collect("/", Relation.ABOVE, overlapping);
        }
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            collect(path.substring(0, slash), Relation.ABOVE, overlapping);
        }
        String prefix = path.endsWith("/") ? path : path + "/";
        // The character after the slash ends the range of paths that start with it.
        String end = prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1);
        byPath.subMap(prefix, false, end, false)
                .forEach((_, entries) -> entries.forEach(
                        e -> overlapping.add(new OverlappingMount(e.mount(), Relation.BELOW, e.position()))));
        overlapping.sort(Comparator.comparingInt(OverlappingMount::position));
        return overlapping;
    }

    private void collect(String path, Relation relation, List<OverlappingMount> overlapping) {
        for (IndexedMount entry : byPath.getOrDefault(path, List.of())) {
            overlapping.add(new OverlappingMount(entry.mount(), relation, entry.position()));
        }
    }
}
