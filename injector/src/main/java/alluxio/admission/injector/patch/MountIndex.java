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

/** The mounts of one container by their normalised paths, so that no path is compared with all of them. Used by one thread. */
final class MountIndex {
    private record Entry(JsonNode mount, int position) {}

    /** A mount that stands where another one is wanted, above it or below. */
    record Neighbour(JsonNode mount, Relation relation, int position) {}

    private final NavigableMap<String, List<Entry>> byPath = new TreeMap<>();
    private int size;

    MountIndex(PodElement container) {
        container.list("volumeMounts").forEach(this::add);
    }

    /** A mount that now stands behind the others. */
    void add(JsonNode mount) {
        byPath.computeIfAbsent(ContainerPath.absolute(mount.path("mountPath").stringValue("")), _ -> new ArrayList<>(1))
                .add(new Entry(mount, size++));
    }

    /** Those at exactly that path, in the order of the container. */
    List<JsonNode> at(String path) {
        return byPath.getOrDefault(path, List.of()).stream().map(Entry::mount).toList();
    }

    /** All that are at that path, above it or below it, in the order of the container. */
    List<Neighbour> around(String path) {
        List<Neighbour> around = new ArrayList<>();
        collect(path, Relation.SAME, around);
        if (!path.equals("/")) {
            collect("/", Relation.ABOVE, around);
        }
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            collect(path.substring(0, slash), Relation.ABOVE, around);
        }
        String inside = path.endsWith("/") ? path : path + "/";
        // The slash's successor ends all that starts with it.
        String end = inside.substring(0, inside.length() - 1) + (char) ('/' + 1);
        byPath.subMap(inside, false, end, false)
                .forEach((_, entries) ->
                        entries.forEach(e -> around.add(new Neighbour(e.mount(), Relation.BELOW, e.position()))));
        around.sort(Comparator.comparingInt(Neighbour::position));
        return around;
    }

    private void collect(String path, Relation relation, List<Neighbour> around) {
        for (Entry entry : byPath.getOrDefault(path, List.of())) {
            around.add(new Neighbour(entry.mount(), relation, entry.position()));
        }
    }
}
