package alluxio.admission.app.server;

import alluxio.admission.app.validation.LiveObjects;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.configuration.InjectionSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Watches the cluster that the server runs in. Thread-safe. */
public interface ObservedCluster extends AutoCloseable {

    /**
     * The cluster as it was at one time. Immutable.
     *
     * @param namespaces those of {@code discovery.namespaces} that were read, or that may not be read
     */
    record Observation(ClusterView view, Set<String> namespaces) {
        public Observation {
            namespaces = Set.copyOf(namespaces);
        }
    }

    /**
     * How well the cluster is seen.
     *
     * @param age how long ago the observation was certainly that of the cluster: zero while all watches are open. Empty before
     *     there is one
     * @param problem why the cluster is not seen as it is now; "" when it is
     * @param forbidden kinds that may not be read, which rules and discovery do without: {@code Deployment in alluxio}
     */
    record ObserverStatus(Optional<Duration> age, String problem, List<String> forbidden) {
        public ObserverStatus {
            forbidden = List.copyOf(forbidden);
        }
    }

    /**
     * From now on watches what these settings need. Returns at once: what is added is read, what is not needed any more is dropped.
     *
     * @throws alluxio.admission.manifest.input.UnreadableException with one line for the user if there is no cluster to watch
     */
    void observe(DiscoverySettings settings);

    /** The newest observation; empty until all that is needed has been read once. */
    Optional<Observation> current();

    /** Calls the listener after each change of {@link #current}. */
    void onChange(Runnable listener);

    ObserverStatus status();

    /** The heap that what is observed takes, in bytes, about. */
    default long memory() {
        return 0;
    }

    /**
     * What runs beside it, to be started with the server; called once. The server closes them.
     *
     * @param injection in force
     */
    default List<ServerComponent> components(Supplier<InjectionSettings> injection) {
        return List.of();
    }

    /** Single objects as they are now. */
    LiveObjects live();

    /** Stops watching; the newest observation stays. */
    @Override
    void close();
}
