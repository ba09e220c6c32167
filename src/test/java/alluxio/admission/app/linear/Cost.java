package alluxio.admission.app.linear;

import alluxio.admission.model.Budget;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

/**
 * What it took to decide once.
 *
 * @param bytes of the object as JSON
 * @param steps of the budget
 * @param allocated bytes, by the deciding thread
 * @param nanos of the thread's CPU time; for people, never asserted
 */
record Cost(int bytes, long steps, long allocated, long nanos) {
    private static final int SMALL = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The smaller of two measurements for a small object, where a class that is loaded would count. */
    static Cost of(int bytes, Consumer<Budget> decision) {
        Cost first = once(bytes, decision);
        if (bytes > SMALL) {
            return first;
        }
        Cost second = once(bytes, decision);
        return new Cost(
                bytes, second.steps, Math.min(first.allocated, second.allocated), Math.min(first.nanos, second.nanos));
    }

    private static Cost once(int bytes, Consumer<Budget> decision) {
        Budget budget = Budget.ofDecision();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        decision.accept(budget);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        return new Cost(bytes, budget.spent(), allocated, THREADS.getCurrentThreadCpuTime() - cpu);
    }

    @Override
    public String toString() {
        return "%,d bytes: %,d steps, %,d bytes allocated, %.1f ms".formatted(bytes, steps, allocated, nanos / 1e6);
    }
}
