package alluxio.admission.webhook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of threads that take tasks, first come, first served, but light ones before others. A thread that goes on with a task
 * long after its deadline is given up: another one takes its place, and it ends itself if the task ever ends. Its own CPU
 * time is what counts, so a thread that merely gets no CPU is not given up. Thread-safe.
 */
final class DecisionExecutor {

    /** How much CPU time of its own a thread may use past the deadline of its task, in seconds. */
    static final int SECONDS_PAST_DEADLINE = 10;

    /** How many threads that were given up may still run before {@code /livez} fails. */
    static final int GIVEN_UP_UNTIL_NOT_ALIVE = 4;

    /** How many threads that were given up may still run before no more are given up. */
    static final int MOST_GIVEN_UP = 16;

    /** So many light tasks are done in a row while another waits. */
    private static final int LIGHT_IN_A_ROW = 8;

    private static final long NOT_SEEN = -1;
    private static final Logger log = LoggerFactory.getLogger(DecisionExecutor.class);

    /** What a thread does. */
    interface Task {
        void run();

        /** Whether its answer is of no use any more. */
        boolean isOverdue();

        /** The thread that runs it was given up. */
        void givenUp();
    }

    private final ArrayDeque<Task> light = new ArrayDeque<>();
    private final ArrayDeque<Task> other = new ArrayDeque<>();
    private int lightInARow;
    private final List<Worker> workers = new ArrayList<>();
    private final ToLongFunction<Thread> cpuNanos;
    private int started;
    private int running; // given up, and not at its end
    private long total;
    private boolean closed;

    /**
     * @param cpuNanos the CPU time of a thread in nanoseconds; below zero when it is not known
     */
    DecisionExecutor(int threads, ToLongFunction<Thread> cpuNanos) {
        this.cpuNanos = cpuNanos;
        for (int i = 0; i < threads; i++) {
            startWorker();
        }
    }

    /** @param isLight whether it goes before others that are not */
    synchronized void execute(Task task, boolean isLight) {
        (isLight ? light : other).add(task);
        notify();
    }

    /** True when the task had not begun and never will. */
    synchronized boolean remove(Task task) {
        return light.remove(task) || other.remove(task);
    }

    /** Waits for a task; null when there will be none. */
    private synchronized @Nullable Task next() {
        while (light.isEmpty() && other.isEmpty()) {
            if (closed) {
                return null;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                // No code interrupts these threads; a handler that did it to itself costs nothing.
            }
        }
        boolean takeLight = other.isEmpty() || (!light.isEmpty() && lightInARow < LIGHT_IN_A_ROW);
        lightInARow = takeLight && !other.isEmpty() ? lightInARow + 1 : 0;
        return (takeLight ? light : other).poll();
    }

    /** Gives threads up that go on for too long. To be called about once a second, by one thread. */
    void watch() {
        List<Task> givenUp = new ArrayList<>();
        synchronized (this) {
            for (Worker worker : List.copyOf(workers)) {
                Task task = worker.task;
                if (task != null && running < MOST_GIVEN_UP && worker.isRunningAway(task)) {
                    workers.remove(worker);
                    running++;
                    total++;
                    if (!closed) {
                        startWorker();
                    }
                    givenUp.add(task);
                }
            }
        }
        givenUp.forEach(Task::givenUp);
    }

    /** How many threads were given up and still run. */
    synchronized int givenUpAndRunning() {
        return running;
    }

    /** How many threads were ever given up. */
    synchronized long givenUp() {
        return total;
    }

    /** False when so many threads run away that the process is better started anew. */
    boolean isAlive() {
        return givenUpAndRunning() < GIVEN_UP_UNTIL_NOT_ALIVE;
    }

    /** Lets the threads end once the queue is empty; does not wait. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized void startWorker() {
        Worker worker = new Worker(++started);
        workers.add(worker);
        worker.thread.start();
    }

    private final class Worker implements Runnable {
        private final Thread thread;
        private @Nullable Task task;
        private long cpuWhenOverdue = NOT_SEEN;

        private Worker(int number) {
            thread = Thread.ofPlatform().daemon().name("decision-" + number).unstarted(this);
        }

        @Override
        public void run() {
            Task next = next();
            while (next != null) {
                begin(next);
                try {
                    next.run();
                } catch (Throwable e) {
                    log.error("A decision thread goes on after an error", e);
                }
                next = end() ? next() : null;
            }
        }

        private void begin(Task next) {
            synchronized (DecisionExecutor.this) {
                task = next;
                cpuWhenOverdue = NOT_SEEN;
            }
        }

        /** False when this thread was given up meanwhile. */
        private boolean end() {
            synchronized (DecisionExecutor.this) {
                task = null;
                boolean mine = workers.contains(this);
                if (!mine) {
                    running--;
                }
                return mine;
            }
        }

        /** From the first time that its task is seen overdue, its CPU time is counted. */
        private boolean isRunningAway(Task current) {
            if (!current.isOverdue()) {
                return false;
            }
            long now = cpuNanos.applyAsLong(thread);
            if (cpuWhenOverdue == NOT_SEEN) {
                cpuWhenOverdue = now;
            }
            return now >= 0 && now - cpuWhenOverdue >= TimeUnit.SECONDS.toNanos(SECONDS_PAST_DEADLINE);
        }
    }
}
