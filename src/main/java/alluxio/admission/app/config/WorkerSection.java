package alluxio.admission.app.config;

import alluxio.admission.model.configuration.AlluxioCluster;

/** {@code worker}: what the workers are like where their pods do not say. */
final class WorkerSection {
    private WorkerSection() {}

    /** The user of the workers' processes. */
    static int readUid(ConfigNode node) {
        return node.fields("uid")
                .flatMap(f -> f.get("uid"))
                .flatMap(n -> n.wholeNumber(0, Integer.MAX_VALUE))
                .orElse(AlluxioCluster.DEFAULT_WORKER_UID);
    }
}
