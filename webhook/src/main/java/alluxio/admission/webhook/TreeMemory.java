package alluxio.admission.webhook;

import java.util.function.LongSupplier;

/**
 * Memory for the trees of bodies that are decided on. A part of it is kept for light trees, so that a small pod never waits for
 * many large ones. Within each part, requests queue in FIFO order. For use on one event loop; only the number of those that
 * wait may be read elsewhere.
 */
final class TreeMemory {

    /** The part of the memory that is kept for light trees: one of so many. */
    private static final int PARTS = 4;

    private final ByteBudget light;
    private final ByteBudget heavy;

    /**
     * @param bytes of memory for all trees
     * @param taken how many of them heavy trees have to leave to something else at the moment
     */
    TreeMemory(long bytes, LongSupplier taken) {
        long forLight = Math.max(TreeSize.LIGHT_BYTES, bytes / PARTS);
        long forHeavy = bytes - bytes / PARTS;
        light = new ByteBudget(() -> forLight);
        heavy = new ByteBudget(() -> Math.max(TreeSize.LIGHT_BYTES, forHeavy - taken.getAsLong()));
    }

    /** Reserves memory for a tree; {@code granted} runs once there is room, at once if there is now. */
    ByteBudget.Reservation acquire(long weight, Runnable granted) {
        return budget(weight).acquire(weight, granted);
    }

    /** The weight of the heaviest tree that is built. */
    long heaviest() {
        return heavy.capacity();
    }

    /** How many trees of the same size wait. */
    int waiting(long weight) {
        return budget(weight).waiting();
    }

    int waiting() {
        return light.waiting() + heavy.waiting();
    }

    private ByteBudget budget(long weight) {
        return switch (TreeSize.of(weight)) {
            case LIGHT -> light;
            case HEAVY -> heavy;
        };
    }
}
