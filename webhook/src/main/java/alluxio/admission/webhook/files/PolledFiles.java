package alluxio.admission.webhook.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that is read from one or more files, and read again when their contents change. The contents are compared at a fixed
 * interval, because the events of a directory watch do not reliably report how the kubelet replaces a Secret or a ConfigMap.
 * Files that cannot be used change nothing: the last good value stays in force, and {@link #problem} says why. Thread-safe.
 */
public final class PolledFiles<T> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PolledFiles.class);

    /**
     * Turns the contents into a value.
     *
     * @param <E> thrown when they cannot be used; its message is for the user
     */
    @FunctionalInterface
    public interface Parser<T, E extends Exception> {
        /** @param contents of the files, in their order */
        T parse(List<byte[]> contents) throws E;
    }

    /**
     * The files of one value.
     *
     * @param what they hold, for the log: {@code certificate}
     */
    public record Source(String what, List<Path> files, FileReader reader) {
        public Source {
            files = List.copyOf(files);
        }
    }

    private final Source source;
    private final Parser<T, ?> parser;
    private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> problemListeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService poller;
    private FileContents lastRead;
    private String problemOfLastRead = "";
    private volatile boolean isUsable = true;
    private volatile T current;
    private volatile String problem = "";
    private final AtomicLong reloads = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private PolledFiles(Source source, Parser<T, ?> parser, FileContents first, T value) {
        this.source = source;
        this.parser = parser;
        this.lastRead = first;
        this.current = value;
        this.poller = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
                .daemon()
                .name(source.what().replace(' ', '-') + "-files")
                .factory());
    }

    /**
     * Reads the files, and polls them from then on.
     *
     * @throws IOException when they cannot be read now, with one line that names the file
     * @throws E when their contents cannot be used now
     */
    public static <T, E extends Exception> PolledFiles<T> open(Source source, Duration poll, Parser<T, E> parser)
            throws IOException, E {
        FileContents first = FileContents.read(source.files(), source.reader());
        PolledFiles<T> opened = new PolledFiles<>(source, parser, first, parser.parse(first.bytes()));
        opened.startPolling(poll);
        return opened;
    }

    /**
     * As {@link #open}, for files without which there is something to do: as long as they cannot be used, {@link #problem} says
     * why, and the value is {@code none}.
     */
    public static <T> PolledFiles<T> openOr(T none, Source source, Duration poll, Parser<T, ?> parser) {
        try {
            return open(source, poll, parser);
        } catch (Exception e) {
            PolledFiles<T> opened = new PolledFiles<>(source, parser, FileContents.UNREAD, none);
            opened.isUsable = false;
            opened.poll();
            opened.startPolling(poll);
            return opened;
        }
    }

    private void startPolling(Duration poll) {
        var _ = poller.scheduleWithFixedDelay(this::poll, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Compares the contents now, as the poller does. Nothing that fails is thrown: it would end the polling. */
    public synchronized void poll() {
        try {
            FileContents found = FileContents.read(source.files(), source.reader());
            if (found.isSameAs(lastRead)) {
                setProblem(problemOfLastRead); // the files may have been unreadable in between
            } else {
                lastRead = found;
                load(found);
            }
        } catch (IOException | RuntimeException e) {
            String reason = reason(e);
            if (!reason.equals(problem)) {
                failed(reason);
            }
        }
    }

    private void load(FileContents found) {
        T next;
        try {
            next = parser.parse(found.bytes());
        } catch (Exception e) {
            // Each version of the contents is parsed once, so this is logged once for it.
            problemOfLastRead = reason(e);
            failed(problemOfLastRead);
            return;
        }
        problemOfLastRead = "";
        current = next;
        isUsable = true;
        setProblem("");
        reloads.incrementAndGet();
        log.atInfo()
                .addKeyValue("files", source.files())
                .addKeyValue("what", source.what())
                .log("Reloaded");
        listeners.forEach(listener -> tell(listener, next));
    }

    private void setProblem(String now) {
        if (!now.equals(problem)) {
            problem = now;
            problemListeners.forEach(listener -> tell(listener, now));
        }
    }

    private <V> void tell(Consumer<V> listener, V value) {
        try {
            listener.accept(value);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("what", source.what()).setCause(e).log("A listener failed");
        }
    }

    private void failed(String reason) {
        setProblem(reason);
        failures.incrementAndGet();
        log.atWarn()
                .addKeyValue("files", source.files())
                .addKeyValue("reason", reason)
                .log(
                        isUsable
                                ? "The new {} is not used; the last good one stays"
                                : "The {} cannot be used, and there is none before it; the files are read again until it can be",
                        source.what());
    }

    private static String reason(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** Whether the value was read; false after {@link #openOr} until the files can be used. */
    public boolean isUsable() {
        return isUsable;
    }

    /** The value in force. */
    public T current() {
        return current;
    }

    /** Calls the listener with each new value, on the poller's thread; it has to return quickly. What it throws is logged. */
    public void onChange(Consumer<T> listener) {
        listeners.add(listener);
    }

    /**
     * Calls the listener with {@link #problem} now, and after each change of it, on the poller's thread; it has to return
     * quickly. What it throws is logged.
     */
    public synchronized void onProblem(Consumer<String> listener) {
        problemListeners.add(listener);
        tell(listener, problem);
    }

    /** Why the files as they are now are not in force; empty when they are. */
    public String problem() {
        return problem;
    }

    /** How often new contents were taken into force. */
    public long reloads() {
        return reloads.get();
    }

    /** How many different contents, or faults of reading, were not. */
    public long failures() {
        return failures.get();
    }

    /** Stops polling; the value stays. */
    @Override
    public void close() {
        poller.shutdownNow();
    }
}
