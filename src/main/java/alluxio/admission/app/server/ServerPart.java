package alluxio.admission.app.server;

import alluxio.admission.webhook.HealthDetail;
import io.micrometer.core.instrument.MeterRegistry;

/** Something that a server keeps up to date while it runs, with its own say in readiness and metrics. Thread-safe. */
interface ServerPart extends AutoCloseable {

    /** For the readiness probe; answers at once. */
    HealthDetail detail();

    void register(MeterRegistry registry);

    @Override
    void close();
}
