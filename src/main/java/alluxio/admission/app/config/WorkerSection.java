package alluxio.admission.app.config;

import alluxio.admission.model.configuration.Profile.Worker;

/** {@code worker}: what the workers are like where their pods do not say. */
final class WorkerSection {
    private WorkerSection() {}

    static Worker read(ConfigNode node) {
        return node.fields("uid")
                .flatMap(f -> f.get("uid"))
                .flatMap(n -> n.wholeNumber(0, Integer.MAX_VALUE))
                .map(Worker::new)
                .orElse(Worker.DEFAULT);
    }
}
