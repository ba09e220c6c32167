package alluxio.admission.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches on single objects, by field selector. An event only triggers a check: one that is missed delays it until the
 * next poll. Thread-safe.
 */
public final class ResourceWatches implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ResourceWatches.class);

    private final List<Watch> open = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    private ResourceWatches() {}

    /** What cannot be watched now is left out; {@link #areOpen} then says that they are to be opened again. */
    static ResourceWatches open(
            KubernetesClient client,
            Resource<Secret> secret,
            List<WebhookConfiguration> configurations,
            Runnable changed) {
        ResourceWatches watches = new ResourceWatches();
        watches.add(secret, changed);
        configurations.forEach(configuration -> watches.add(configuration.resource(client), changed));
        return watches;
    }

    private <T extends HasMetadata> void add(Resource<T> resource, Runnable changed) {
        try {
            open.add(resource.watch(new Watcher<>() {
                @Override
                public void eventReceived(Action action, T object) {
                    changed.run();
                }

                @Override
                public void onClose(WatcherException cause) {
                    ended(cause);
                }
            }));
        } catch (RuntimeException e) {
            ended(e); // Whatever the client throws: polling goes on without a watch.
        }
    }

    private void ended(Exception cause) {
        if (!ended.getAndSet(true)) {
            log.atInfo()
                    .addKeyValue("reason", cause.getMessage())
                    .log("A watch has ended; changes are found by polling until it is opened again");
        }
    }

    /** Whether all of them still are. */
    public boolean areOpen() {
        return !ended.get();
    }

    @Override
    public void close() {
        open.forEach(Watch::close);
    }
}
