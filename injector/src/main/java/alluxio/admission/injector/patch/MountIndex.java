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
    /** Up to this number, mounts are compared one after another; beyond it they are looked up, so that the work stays linear. */
    private static final int FEW = 16;

    private record IndexedMount(JsonNode mount, String path, int position) {}

    /** A mount that is at the path of a wanted one, above it or below it. */
    record OverlappingMount(JsonNode mount, Relation relation) {}

    private final List<IndexedMount> mounts = new ArrayList<>();

    /** All of them by their paths, once there are many. */
    private final NavigableMap<String, List<IndexedMount>> byPath = new TreeMap<>();

    MountIndex(PodElement container) {
        for (JsonNode mount : container.list("volumeMounts")) {
            add(mount);
        }
    }

    /** Adds a mount at the end of the list. */
    void add(JsonNode mount) {
        String path = ContainerPath.absolute(mount.path("mountPath").stringValue(""));
        IndexedMount added = new IndexedMount(mount, path, mounts.size());
        mounts.add(added);
        if (mounts.size() > FEW) {
            mounts.subList(byPath.isEmpty() ? 0 : added.position(), mounts.size())
                    .forEach(this::index);
        }
    }

    private void index(IndexedMount mount) {
        byPath.computeIfAbsent(mount.path(), _ -> new ArrayList<>(1)).add(mount);
    }

    /** The mounts at exactly that path, in the order of the container. */
    List<JsonNode> at(String path) {
        List<JsonNode> at = new ArrayList<>();
        for (IndexedMount each : byPath.isEmpty() ? mounts : byPath.getOrDefault(path, List.of())) {
            if (each.path().equals(path)) {
                at.add(each.mount());
            }
        }
        return at;
    }

    /** The mounts at that path, above it or below it, in the order of the container. */
    List<OverlappingMount> overlapping(String path) {
        List<OverlappingMount> overlapping = new ArrayList<>();
        for (IndexedMount each : byPath.isEmpty() ? mounts : lookUp(path)) {
            Relation relation = ContainerPath.relation(each.path(), path);
            if (relation != Relation.APART) {
                overlapping.add(new OverlappingMount(each.mount(), relation));
            }
        }
        return overlapping;
    }

    private List<IndexedMount> lookUp(String path) {
        List<IndexedMount> found = new ArrayList<>(byPath.getOrDefault(path, List.of()));
        if (!path.equals("/")) {
            found.addAll(byPath.getOrDefault("/", List.of()));
        }
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            found.addAll(byPath.getOrDefault(path.substring(0, slash), List.of()));
        }
        String prefix = path.endsWith("/") ? path : path + "/";
        // The character after the slash ends the range of paths that start with it.
        String end = prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1);
        byPath.subMap(prefix, false, end, false).values().forEach(found::addAll);
        found.sort(Comparator.comparingInt(IndexedMount::position));
        return found;
    }
}
