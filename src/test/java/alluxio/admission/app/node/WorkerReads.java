package alluxio.admission.app.node;

import io.fabric8.kubernetes.api.model.Pod;
import tools.jackson.databind.JsonNode;

/**
 * What a worker has sent, and how much of it was not cached.
 *
 * @param storage bytes that it read from the under storage for that ({@code Worker.BytesReadPerUfs…})
 */
record WorkerReads(Traffic traffic, long storage) {

    /** When all is counted. */
    static WorkerReads settled(Pod worker) {
        Traffic traffic = Traffic.settled(worker);
        JsonNode counters = Traffic.counters(worker.getStatus().getPodIP());
        long storage = counters.properties().stream()
                .filter(counter -> counter.getKey().startsWith("Worker.BytesReadPerUfs."))
                .mapToLong(counter -> counter.getValue().path("count").asLong(0))
                .sum();
        return new WorkerReads(traffic, storage);
    }

    WorkerReads since(WorkerReads before) {
        return new WorkerReads(traffic.since(before.traffic), storage - before.storage);
    }

    @Override
    public String toString() {
        return traffic + ", " + storage + " from the under storage";
    }
}
