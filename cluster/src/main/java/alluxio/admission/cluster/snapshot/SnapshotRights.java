package alluxio.admission.cluster.snapshot;

import alluxio.admission.cluster.snapshot.SnapshotKind.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a snapshot reads, as RBAC rules name it: resources by their API group, both sorted. The command {@code trust} and the
 * chart give exactly these rights.
 */
public final class SnapshotRights {
    private SnapshotRights() {}

    /** Read in each namespace that the configuration names: listed and watched, and single objects for live reads. */
    public static SortedMap<String, List<String>> inNamedNamespaces() {
        return resources(Reach.NAMED_NAMESPACES);
    }

    /** Listed and watched in the whole cluster. */
    public static SortedMap<String, List<String>> inCluster() {
        return resources(Reach.CLUSTER);
    }

    private static SortedMap<String, List<String>> resources(Reach reach) {
        SortedMap<String, List<String>> resources = new TreeMap<>();
        for (SnapshotKind kind : SnapshotKind.within(reach)) {
            int slash = Math.max(0, kind.apiVersion().indexOf('/'));
            resources
                    .computeIfAbsent(kind.apiVersion().substring(0, slash), _ -> new ArrayList<>())
                    .add(kind.plural());
        }
        resources.values().forEach(plurals -> plurals.sort(null));
        return resources;
    }
}
