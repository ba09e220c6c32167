package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The CPU time of executor is what the test says it is, so nothing here depends on a clock. */
class DecisionExecutorTest {
    private static final long LIMIT =
            Duration.ofSeconds(DecisionExecutor.SECONDS_PAST_DEADLINE).toNanos();

    private final Map<Thread, Long> cpu = new ConcurrentHashMap<>();
    private final DecisionExecutor executor = new DecisionExecutor(2, thread -> cpu.getOrDefault(thread, 0L));
    private final List<Stuck> begun = new ArrayList<>();

    @AfterEach
    void end() {
        begun.forEach(task -> task.released.countDown());
        executor.close();
    }

    @Test
    void aThreadIsGivenUpOnlyAfterItsOwnCpuTimePastTheDeadline() throws Exception {
        Stuck task = run(new Stuck());
        cpu.put(task.thread(), 100 * LIMIT);
        executor.replaceRunaways();
        assertThat(executor.givenUp()).as("before its deadline").isZero();

        task.overdue = true;
        executor.replaceRunaways();
        cpu.put(task.thread(), 101 * LIMIT - 1);
        executor.replaceRunaways();
        assertThat(executor.givenUp()).as("a nanosecond before").isZero();

        cpu.put(task.thread(), 101 * LIMIT);
        executor.replaceRunaways();
        executor.replaceRunaways();
        assertThat(executor.givenUp()).isEqualTo(1);
        assertThat(executor.givenUpAndRunning()).isEqualTo(1);
        assertThat(task.givenUp.get()).isEqualTo(1);
    }

    @Test
    void queuedTasksRunOnTheReplacementThread() throws Exception {
        Stuck one = run(new Stuck());
        Stuck two = run(new Stuck());
        List<Integer> order = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            int number = i;
            executor.execute(
                    new Stuck() {
                        @Override
                        public void run() {
                            order.add(number);
                            done.countDown();
                        }
                    },
                    TreeSize.LIGHT);
        }
        giveUp(one);
        done.await();

        assertThat(order).containsExactly(0, 1, 2);
        assertThat(two.givenUp.get()).isZero();
    }

    @Test
    void aThreadThatWasGivenUpTakesNoMoreTasksOnceItsOwnEnds() throws Exception {
        Stuck task = run(new Stuck());
        giveUp(task);
        task.released.countDown();
        task.thread().join();

        assertThat(executor.givenUpAndRunning()).isZero();
        assertThat(executor.givenUp()).isEqualTo(1);
        run(new Stuck());
        run(new Stuck());
    }

    @Test
    void timeOfAnEarlierTaskDoesNotCount() throws Exception {
        Stuck first = run(new Stuck());
        Stuck beside = run(new Stuck());
        first.overdue = true;
        executor.replaceRunaways();
        cpu.put(first.thread(), LIMIT - 1);
        executor.replaceRunaways();
        first.released.countDown();
        Stuck second = run(new Stuck());
        assertThat(second.thread()).isSameAs(first.thread()).isNotSameAs(beside.thread());
        second.overdue = true;
        executor.replaceRunaways();
        cpu.put(second.thread(), 2 * LIMIT - 2);
        executor.replaceRunaways();

        assertThat(executor.givenUp()).isZero();
    }

    @Test
    void aThreadWithUnknownCpuTimeIsNotGivenUp() throws Exception {
        Stuck task = run(new Stuck());
        task.overdue = true;
        cpu.put(task.thread(), -1L);
        executor.replaceRunaways();
        executor.replaceRunaways();

        assertThat(executor.givenUp()).isZero();
    }

    @Test
    void itIsAliveUntilSeveralRunAwayAtOnceAndReplacesABoundedNumber() throws Exception {
        for (int i = 1; i <= DecisionExecutor.MOST_GIVEN_UP; i++) {
            giveUp(run(new Stuck()));
            assertThat(executor.isAlive()).isEqualTo(i < DecisionExecutor.GIVEN_UP_UNTIL_NOT_ALIVE);
        }
        Stuck oneMore = run(new Stuck());
        giveUp(oneMore);
        assertThat(oneMore.givenUp.get()).isZero();
        assertThat(executor.givenUpAndRunning()).isEqualTo(DecisionExecutor.MOST_GIVEN_UP);

        begun.forEach(task -> task.released.countDown());
        for (Stuck task : begun.subList(0, DecisionExecutor.MOST_GIVEN_UP)) {
            task.thread().join();
        }
        assertThat(executor.isAlive()).isTrue();
    }

    @Test
    void aTaskThatThrowsCostsNoThread() throws Exception {
        for (int i = 0; i < 10; i++) {
            executor.execute(
                    new Stuck() {
                        @Override
                        public void run() {
                            throw new AssertionError("a bug of a callback");
                        }
                    },
                    TreeSize.LIGHT);
        }
        run(new Stuck());
        run(new Stuck());
        assertThat(executor.givenUp()).isZero();
    }

    @Test
    void queuedTasksAreRunAfterClose() throws Exception {
        Stuck one = run(new Stuck());
        Stuck two = run(new Stuck());
        Stuck waiting = new Stuck();
        executor.execute(waiting, TreeSize.LIGHT);
        executor.close();
        one.released.countDown();
        two.released.countDown();
        waiting.started.await();
        waiting.released.countDown();
        waiting.thread().join();
        two.thread().join();
    }

    /** Small pods go before large ones, and the large ones are not forgotten. */
    @Test
    void lightTasksGoFirstButHeavyOnesDoNotStarve() throws Exception {
        Stuck one = run(new Stuck());
        run(new Stuck());
        StringBuilder order = new StringBuilder();
        CountDownLatch done = new CountDownLatch(22);
        for (int i = 0; i < 22; i++) {
            TreeSize size = i >= 2 ? TreeSize.LIGHT : TreeSize.HEAVY;
            executor.execute(
                    new Stuck() {
                        @Override
                        public void run() {
                            order.append(size == TreeSize.LIGHT ? 'l' : 'H');
                            done.countDown();
                        }
                    },
                    size);
        }
        one.released.countDown();
        done.await();

        assertThat(order).hasToString("llllllllHllllllllHllll");
    }

    @Test
    void aRemovedTaskNeverRuns() throws Exception {
        Stuck one = run(new Stuck());
        run(new Stuck());
        Stuck waiting = new Stuck();
        executor.execute(waiting, TreeSize.LIGHT);

        assertThat(executor.remove(waiting)).isTrue();
        assertThat(executor.remove(waiting)).isFalse();
        assertThat(executor.remove(one)).isFalse();
    }

    private Stuck run(Stuck task) throws InterruptedException {
        executor.execute(task, TreeSize.LIGHT);
        task.started.await();
        begun.add(task);
        return task;
    }

    private void giveUp(Stuck task) {
        task.overdue = true;
        executor.replaceRunaways();
        cpu.merge(task.thread(), LIMIT, Long::sum);
        executor.replaceRunaways();
    }

    /** Runs until it is released. */
    private static class Stuck implements DecisionExecutor.Task {
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final AtomicInteger givenUp = new AtomicInteger();
        private volatile Thread thread = Thread.currentThread();
        private volatile boolean overdue;

        Thread thread() {
            return thread;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            started.countDown();
            boolean waiting = true;
            while (waiting) {
                try {
                    released.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    // A task that runs away does not listen either.
                }
            }
        }

        @Override
        public boolean isOverdue() {
            return overdue;
        }

        @Override
        public void givenUp() {
            givenUp.incrementAndGet();
        }
    }
}
