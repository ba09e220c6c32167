package alluxio.admission.webhook;

/**
 * Memory for the trees of bodies that are decided on. Light trees, which nearly all are, have a part of it for themselves, so
 * that a small pod never waits for many large ones. Within its part each takes its turn, first come, first served. To be used
 * on one event loop; only the number of those that wait may be read elsewhere.
 */
final class TreeMemory {

    /** The heaviest tree that counts as light, in bytes of memory: that of a usual object of some 50 kB. */
    static final long LIGHT = 512 << 10;

    /** The part of the memory that is kept for light trees: one of so many. */
    private static final int PARTS = 4;

    private final ByteBudget light;
    private final ByteBudget heavy;

    /** @param bytes of memory for all trees */
    TreeMemory(long bytes) {
        light = new ByteBudget(Math.max(LIGHT, bytes / PARTS));
        heavy = new ByteBudget(bytes - bytes / PARTS);
    }

    static boolean isLight(long weight) {
        return weight <= LIGHT;
    }

    /** Asks for a turn; {@code granted} runs once it has come, at once if it has come now. */
    ByteBudget.Share acquire(long weight, Runnable granted) {
        return (isLight(weight) ? light : heavy).acquire(weight, granted);
    }

    /** The heaviest tree that is made. */
    long heaviest() {
        return heavy.capacity();
    }

    /** Those of the same kind that wait. */
    int waiting(long weight) {
        return (isLight(weight) ? light : heavy).waiting();
    }

    int waiting() {
        return light.waiting() + heavy.waiting();
    }
}
