package alluxio.admission.injector;

import alluxio.admission.model.Budget;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

/**
 * The measured cost of one piece of work.
 *
 * @param size of its input, in bytes
 * @param steps of the budget
 * @param allocated bytes, by this thread
 * @param millis of CPU time; for people, never asserted
 */
record Cost(int size, long steps, long allocated, long millis) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** How much faster than the input a cost may grow. */
    private static final double MOST = 1.3;

    /** The smallest of a few measurements: the first one loads classes, and a compiled method may allocate less. */
    static Cost of(int size, Consumer<Budget> work) {
        long steps = 0;
        long allocated = Long.MAX_VALUE;
        long nanos = Long.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
            Budget budget = Budget.ofDecision();
            long cpu = THREADS.getCurrentThreadCpuTime();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.accept(budget);
            allocated = Math.min(allocated, THREADS.getCurrentThreadAllocatedBytes() - before);
            nanos = Math.min(nanos, THREADS.getCurrentThreadCpuTime() - cpu);
            steps = budget.spent();
        }
        return new Cost(size, steps, allocated, nanos / 1_000_000);
    }

    /** Whether this work grew no faster than its input, seen from a smaller one. */
    boolean isLinearFrom(Cost small) {
        double growth = MOST * size / small.size;
        return steps <= growth * small.steps && allocated <= growth * small.allocated;
    }
}
