package alluxio.admission.webhook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on a fixed number of threads, in FIFO order, but light ones before heavy ones. A thread whose task runs on long
 * after its deadline is given up: another one takes its place, and it ends by itself if the task ever does. What counts is its
 * own CPU time, so that a thread which merely gets no CPU is not given up. Thread-safe.
 */
final class DecisionExecutor {

    /** How much CPU time of its own a thread may use past the deadline of its task, in seconds. */
    static final int SECONDS_PAST_DEADLINE = 10;

    /** How many threads that were given up may still run before {@code /livez} fails. */
    static final int GIVEN_UP_UNTIL_NOT_ALIVE = 4;

    /** How many threads that were given up may still run; beyond that, no more are given up. */
    static final int MOST_GIVEN_UP = 16;

    /** How many light tasks may overtake a heavy one. */
    private static final int LIGHT_IN_A_ROW = 8;

    private static final long NOT_SEEN = -1;
    private static final Logger log = LoggerFactory.getLogger(DecisionExecutor.class);

    /** One decision. */
    interface Task {
        void run();

        /** Whether its result is of no use any more. */
        boolean isOverdue();

        /** Called when the thread that runs it was given up. */
        void givenUp();
    }

    private final ArrayDeque<Task> light = new ArrayDeque<>();
    private final ArrayDeque<Task> heavy = new ArrayDeque<>();
    /** Those that wait for a task; the last one was busy last, so its stack is what the caches of the processor still have. */
    private final ArrayDeque<Worker> idle = new ArrayDeque<>();

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

    synchronized void execute(Task task, TreeSize size) {
        switch (size) {
            case LIGHT -> light.add(task);
            case HEAVY -> heavy.add(task);
        }
        Worker last = idle.pollLast();
        if (last != null) {
            LockSupport.unpark(last.thread);
        }
    }

    /** True when the task had not begun, and never will. */
    synchronized boolean remove(Task task) {
        return light.remove(task) || heavy.remove(task);
    }

    /** The next task; null when there is none, and then the worker is idle until one comes. */
    private synchronized @Nullable Task poll(Worker worker) {
        idle.remove(worker);
        if (light.isEmpty() && heavy.isEmpty()) {
            idle.addLast(worker);
            return null;
        }
        boolean takeLight = heavy.isEmpty() || (!light.isEmpty() && lightInARow < LIGHT_IN_A_ROW);
        lightInARow = takeLight && !heavy.isEmpty() ? lightInARow + 1 : 0;
        return (takeLight ? light : heavy).poll();
    }

    /** Gives up threads whose task runs on for too long. To be called regularly, by one thread. */
    void replaceRunaways() {
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

    /** False when so many threads were given up and still run that the process should be restarted. */
    boolean isAlive() {
        return givenUpAndRunning() < GIVEN_UP_UNTIL_NOT_ALIVE;
    }

    /** Lets the threads end once the queues are empty; does not wait. */
    synchronized void close() {
        closed = true;
        idle.forEach(worker -> LockSupport.unpark(worker.thread));
    }

    /** Whether there is nothing more to do: a task that was queued before the end is still done. */
    private synchronized boolean isAtEnd() {
        return closed && light.isEmpty() && heavy.isEmpty();
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

        /** Waits for a task; null after the executor was closed. */
        private @Nullable Task next() {
            Task next = poll(this);
            while (next == null && !isAtEnd()) {
                LockSupport.park(DecisionExecutor.this);
                var _ = Thread.interrupted(); // a handler that interrupts its own thread does no harm: this one still
                // sleeps
                next = poll(this);
            }
            return next;
        }

        private void begin(Task next) {
            synchronized (DecisionExecutor.this) {
                task = next;
                cpuWhenOverdue = NOT_SEEN;
            }
        }

        /** False when this thread was given up in the meantime. */
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

        /** Its CPU time counts from when its task is first seen overdue. */
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
