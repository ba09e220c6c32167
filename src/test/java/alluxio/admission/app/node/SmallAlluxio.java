package alluxio.admission.app.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.Map;

/** A second Alluxio on the node, in a namespace of its own: a master, and one worker of whatever kind a test needs. */
record SmallAlluxio(AlluxioOnNode alluxio, String namespace) {
    private static final String WORKER = "alluxio-worker";

    static SmallAlluxio in(String namespace, AlluxioOnNode alluxio) {
        alluxio.namespace(namespace);
        return new SmallAlluxio(alluxio, namespace);
    }

    /** With all that it had lost: a master would go on for minutes to send its clients to a worker that is no more. */
    void restart(String worker, Map<String, String> values) {
        alluxio.node().kubectl("delete", "pod", "-n", namespace, "--ignore-not-found", AlluxioOnNode.MASTER, WORKER);
        apply("small-master.yaml", Map.of());
        alluxio.awaitReady(namespace, "metadata.name=" + AlluxioOnNode.MASTER, 1);
        apply(worker, values);
        alluxio.awaitReady(namespace, "metadata.name=" + WORKER, 1);
    }

    Pod worker() {
        return alluxio.node()
                .client()
                .pods()
                .inNamespace(namespace)
                .withName(WORKER)
                .require();
    }

    private void apply(String manifest, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.put("NAMESPACE", namespace);
        alluxio.node()
                .kubectl(
                        "apply",
                        "-f",
                        Manifests.write(alluxio.folder(), manifest, all).toString());
    }
}
