package alluxio.admission.cluster.snapshot;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one fabric8 informer running. An informer is never left to recover by itself: one that has failed, or has been without
 * its watch for a while, is replaced by a new one, which lists first. For an informer's own watch repeats a request that is
 * forbidden for ever without a word (AbstractWatchManager.onStatus in fabric8 8.0.0), and its pauses grow beyond half a minute.
 *
 * <p>Called by one thread; what the informer tells comes on others. Thread-safe.
 */
final class KindInformer {
    private final Watched watched;
    private final InformerFactory factory;
    private final ObjectStore<?> store;
    private final InformerEnvironment environment;

    private InformerProgress progress;
    private @Nullable Running running;
    private Instant next = Instant.MIN;
    private int failures;
    private long page;

    /** One informer, until it is replaced. */
    private record Running(
            SharedIndexInformer<GenericKubernetesResource> informer, InformerStore store, ListSlots.Slot list) {
        void stop() {
            store.close();
            informer.stop();
            list.release();
        }
    }

    /**
     * @param store where the objects go; it stays when the informer is replaced
     */
    KindInformer(Watched watched, InformerFactory factory, ObjectStore<?> store, InformerEnvironment environment) {
        this.watched = watched;
        this.factory = factory;
        this.store = store;
        this.environment = environment;
        this.page = watched.kind().page();
        this.progress = InformerProgress.starting(now());
    }

    Watched watched() {
        return watched;
    }

    synchronized InformerProgress progress() {
        return progress;
    }

    /** What does not fit into memory; empty when all does. */
    Optional<String> overflow() {
        return store.isOverflown()
                ? Optional.of("not all " + watched + " are seen: they need more than "
                        + (environment.budget().bytes() >> 20) + " MiB; raise resources.limits.memory")
                : Optional.empty();
    }

    int size() {
        return store.size();
    }

    /** Starts the informer or replaces it, if it is time for that; to be called every second or so. */
    void check() {
        Instant now = now();
        Running current;
        synchronized (this) {
            current = running;
            if (current != null && current.informer().isWatching() && !canReadOverflow()) {
                progress = progress.watching(now);
                failures = 0;
                return;
            }
            if (current == null && now.isBefore(next)) {
                return;
            }
        }
        if (current == null) {
            environment.lists().tryAcquire().ifPresent(this::start);
        } else if (canReadOverflow()) {
            store.forgetOverflow();
            failed(current, new IllegalStateException("read once more what did not fit into memory"));
        } else if (progress().isStuck(now, patience(current))) {
            failed(
                    current,
                    new IllegalStateException(
                            "no watch for " + patience(current).toSeconds() + " s"));
        }
    }

    /** Once it has read its list, only the watch is waited for. */
    private Duration patience(Running current) {
        return current.list().isReleased()
                ? environment.timing().reconnect()
                : environment.timing().patience();
    }

    private boolean canReadOverflow() {
        return store.isOverflown() && environment.budget().hasRoom();
    }

    private void start(ListSlots.Slot list) {
        InformerStore items = new InformerStore(store, this::read);
        SharedIndexInformer<GenericKubernetesResource> informer = factory.create(watched, page);
        Running started = new Running(informer, items, list);
        synchronized (this) {
            running = started;
            progress = progress.started(now());
        }
        informer.removeNamespaceIndex().itemStore(items).exceptionHandler((_, _) -> false);
        informer.stopped().whenComplete((_, failure) -> {
            if (failure != null) {
                failed(started, failure);
            }
        });
        informer.start().whenComplete((_, failure) -> {
            if (failure == null) {
                synced(started);
            }
        });
    }

    private synchronized void read() {
        progress = progress.read(now());
    }

    private void synced(Running started) {
        started.list().release();
        synchronized (this) {
            if (!started.equals(running)) {
                return;
            }
            progress = progress.synced(now());
            failures = 0;
        }
        environment.changed().run();
    }

    private void failed(Running from, Throwable failure) {
        Throwable cause = SnapshotErrors.cause(failure);
        boolean unseen = cause instanceof KubernetesClientException e
                && (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND);
        String words = SnapshotErrors.words(watched, cause);
        synchronized (this) {
            if (!from.equals(running)) {
                return;
            }
            running = null;
            Instant now = now();
            if (factory.wasPageTooLong(watched)) {
                page = Math.max(1, page / 10);
                next = now;
            } else if (unseen) {
                progress = progress.forbidden(words);
                next = now.plus(environment.timing().forbiddenPause());
            } else {
                progress = progress.failed(words, now);
                next = now.plus(environment.timing().pause(failures++));
            }
        }
        from.stop();
        if (unseen) {
            store.clear();
        }
        environment.changed().run();
    }

    private Instant now() {
        return environment.clock().instant();
    }

    /** Ends it for good. */
    void stop() {
        Running last;
        synchronized (this) {
            last = running;
            running = null;
            next = Instant.MAX;
        }
        if (last != null) {
            last.stop();
        }
    }
}
