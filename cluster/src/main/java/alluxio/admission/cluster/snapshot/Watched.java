package alluxio.admission.cluster.snapshot;

import alluxio.admission.cluster.snapshot.SnapshotKind.Reach;

/**
 * What one informer lists and watches.
 *
 * @param namespace "" for the whole cluster
 */
record Watched(SnapshotKind kind, String namespace) {

    /** The informer that knows of the objects of a kind in a namespace. */
    static Watched containing(SnapshotKind kind, String namespace) {
        return new Watched(kind, kind.reach() == Reach.CLUSTER ? "" : namespace);
    }

    /** Of the list, in a URL. */
    String path() {
        return (kind.apiVersion().equals("v1") ? "/api/" : "/apis/")
                + kind.apiVersion()
                + (namespace.isEmpty() ? "/" : "/namespaces/" + namespace + "/")
                + kind.plural();
    }

    /** As the API server says it: {@code statefulsets in namespace alluxio}. */
    @Override
    public String toString() {
        return namespace.isEmpty() ? kind.plural() : kind.plural() + " in namespace " + namespace;
    }
}
