package alluxio.admission.app.server;

import alluxio.admission.webhook.ComponentHealth;
import io.micrometer.core.instrument.MeterRegistry;

/** A component that the server keeps up to date while it runs, with its own readiness and metrics. Thread-safe. */
interface ServerComponent extends AutoCloseable {

    /** For the readiness probe; returns at once. */
    ComponentHealth componentHealth();

    void register(MeterRegistry registry);

    @Override
    void close();
}
