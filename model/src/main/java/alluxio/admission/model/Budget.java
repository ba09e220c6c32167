package alluxio.admission.model;

import org.jspecify.annotations.Nullable;

/**
 * The work that one decision may do, in steps. A step is a small, constant amount of work: one node of the object that
 * is looked at, one item of a list, {@value #CHARACTERS_A_STEP} characters of a text. Code that reads input spends steps
 * before it does the work, so a decision whose cost is out of proportion ends instead of holding its thread. The same
 * input costs the same number of steps on the server and on the command line, so that both reach the same verdict.
 *
 * <p>{@link #DECISION_STEPS} was measured over every dimension in which an object can grow, with the compiler C1 alone: an
 * update with two objects of 1.5 MiB, the largest that etcd takes, needs 9 million with all rules and the injection when
 * it is made of nothing but containers of a labelled pod (14 million if the new object has 3 MiB, the most that an API
 * server reads), and 0.2 to 4 million in all other shapes. A step takes 0.05 to 0.4 microseconds, so that a decision
 * that spends all of them ends within some seconds.
 *
 * <p>One decision, one budget, one thread; only {@link #cancel} may be called by another thread.
 */
public final class Budget {

    /** The steps of one decision: more than twice what the largest update that an API server asks about needs. */
    public static final long DECISION_STEPS = 30_000_000;

    /** How many characters of a text count as one step. */
    public static final int CHARACTERS_A_STEP = 16;

    private final long limit;
    private final @Nullable Budget first;
    private long spent;
    private volatile boolean cancelled;

    private Budget(long limit, @Nullable Budget first) {
        this.limit = limit;
        this.first = first;
    }

    /** A full budget of {@value #DECISION_STEPS} steps. */
    public static Budget ofDecision() {
        return of(DECISION_STEPS);
    }

    /** @param steps how many may be spent */
    public static Budget of(long steps) {
        return new Budget(steps, null);
    }

    /** For what is no decision about input from outside, such as reading the configuration. */
    public static Budget unlimited() {
        return of(Long.MAX_VALUE);
    }

    /**
     * As many steps once more, for judging the same object a second time: an object that has a verdict has it after a second
     * look too. {@link #cancel} of this one ends both.
     */
    public Budget again() {
        return new Budget(limit, this);
    }

    /**
     * Takes steps out of the budget.
     *
     * @throws BudgetExceededException when fewer are left, or after {@link #cancel}
     */
    public void spend(long steps) {
        spent += steps;
        if (spent > limit) {
            throw new BudgetExceededException("the object takes more than " + limit
                    + " steps to decide on, which is more than any decision may take");
        }
        if (isCancelled()) {
            throw new BudgetExceededException("the decision was cancelled after " + spent + " steps");
        }
    }

    private boolean isCancelled() {
        return cancelled || (first != null && first.isCancelled());
    }

    /** Spends what it takes to read so many characters once. */
    public void spendText(int characters) {
        spend(1 + characters / CHARACTERS_A_STEP);
    }

    /** Ends the decision at its next step. May be called by any thread. */
    public void cancel() {
        cancelled = true;
    }

    /** Steps so far. */
    public long spent() {
        return spent;
    }
}
