package alluxio.admission.app.server;

import alluxio.admission.webhook.ComponentHealth;
import io.micrometer.core.instrument.MeterRegistry;

/** Something that a server keeps up to date while it runs, with its own say in readiness and metrics. Thread-safe. */
interface ServerComponent extends AutoCloseable {

    /** For the readiness probe; answers at once. */
    ComponentHealth detail();

    void register(MeterRegistry registry);

    @Override
    void close();
}
