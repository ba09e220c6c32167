package alluxio.admission.app.server;

import alluxio.admission.app.validation.LiveObjects;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.util.List;
import java.util.Optional;

/** The observer of a server without a cluster: trials, tests, and servers without a configuration file. Thread-safe. */
public final class NoCluster implements ObservedCluster {

    /** @throws UnreadableException when discovery is on */
    @Override
    public void observe(DiscoverySettings settings) {
        if (settings.isOn()) {
            throw new UnreadableException("discovery.namespaces needs a cluster, and this server has none");
        }
    }

    @Override
    public Optional<Observation> current() {
        return Optional.empty();
    }

    /** Nothing ever changes. */
    @Override
    public void onChange(Runnable listener) {}

    @Override
    public ObserverStatus status() {
        return new ObserverStatus(Optional.empty(), "", List.of());
    }

    @Override
    public LiveObjects live() {
        return LiveObjects.NONE;
    }

    @Override
    public void close() {}
}
