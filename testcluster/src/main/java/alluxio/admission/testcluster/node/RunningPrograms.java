package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Folders;
import alluxio.admission.testcluster.Supervised;
import alluxio.admission.testcluster.TestClusterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The programs of a node that were started, and how to wait for something that needs them. One thread at a time. */
final class RunningPrograms implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LOG_LINES = 15;

    private final Duration limit;
    private final List<Supervised> started = new ArrayList<>();
    private long begin = System.nanoTime();

    /** @param limit of all waiting together, since the last {@link #beginAnew} */
    RunningPrograms(Duration limit) {
        this.limit = limit;
    }

    void add(Supervised program) {
        started.add(program);
    }

    /** Those that meet the condition and have ended are replaced. */
    void restart(Predicate<Supervised> which, Supplier<Supervised> start) {
        started.replaceAll(program -> which.test(program) && !program.isAlive() ? start.get() : program);
    }

    /** Forgets those that were killed. */
    void beginAnew() {
        close();
        started.clear();
        begin = System.nanoTime();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** @throws TestClusterException when a program ends, or when it takes too long, with the last lines of the logs */
    void await(String what, BooleanSupplier condition) {
        await(what, _ -> true, condition);
    }

    /** @param vital whether the end of a program is the end of it all */
    void await(String what, Predicate<Supervised> vital, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            for (Supervised program : started) {
                if (vital.test(program) && !program.isAlive()) {
                    throw new TestClusterException(logEnd(program));
                }
            }
            if (elapsed().compareTo(limit) > 0) {
                throw new TestClusterException("After " + limit.toSeconds() + " s it is not so that " + what
                        + ". The logs end with:\n" + logEnds());
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TestClusterException("Interrupted before " + what, e);
            }
        }
    }

    private String logEnds() {
        return String.join("\n", started.stream().map(RunningPrograms::logEnd).toList());
    }

    private static String logEnd(Supervised program) {
        return program.log().getFileName() + " ends with:\n" + Folders.lastLines(program.log(), LOG_LINES);
    }

    @Override
    public void close() {
        started.forEach(Supervised::close);
    }
}
