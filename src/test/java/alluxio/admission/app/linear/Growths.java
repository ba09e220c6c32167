package alluxio.admission.app.linear;

import alluxio.admission.model.Budget;
import alluxio.admission.model.BudgetExceededException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Measures how the cost of a decision grows with its object, and remembers the slowest for people to look at. */
final class Growths {
    /** How much faster than the input a cost may grow. */
    private static final double MOST = 1.3;

    /**
     * What reading a byte of input may allocate in any case: Jackson's buffers and symbol tables grow in jumps, which look
     * like a faster growth where a decision hardly costs anything.
     */
    private static final int FREE_PER_BYTE = 64;

    /** Bytes of input for which a step is free: below that, what a threshold switches on looks like a growth. */
    private static final int BYTES_A_FREE_STEP = 4;

    private static final int SHOWN = 15;

    private record Slow(String name, Cost small, Cost large) {
        double perByte() {
            return (double) large.nanos() / large.bytes();
        }

        double growth() {
            return ((double) large.nanos() / small.nanos()) / ((double) large.bytes() / small.bytes());
        }
    }

    private final List<Slow> slow = new ArrayList<>();

    /**
     * What grows too fast, a line each; empty when nothing does.
     *
     * @param from the smallest scale, of {@link Dimension#LARGEST_SCALE}
     * @param to the largest
     * @param decision from an object to what decides about it
     */
    List<String> of(
            String what, Dimension dimension, int from, int to, Function<ObjectNode, Consumer<Budget>> decision) {
        int step = dimension.most() / Dimension.LARGEST_SCALE;
        int middle = Math.max(from, to / 4);
        List<Cost> costs = new ArrayList<>();
        for (int scale : new int[] {from, middle, to}) {
            ObjectNode object = dimension.object().apply(scale * step);
            try {
                costs.add(Cost.of(Sizes.of(object), decision.apply(object)));
            } catch (BudgetExceededException e) {
                return List.of("at " + scale * step + " items: " + e.getMessage() + "; before: " + costs);
            }
        }
        slow.add(new Slow(what + " " + dimension, costs.get(1), costs.get(2)));
        return tooFast(costs);
    }

    private static List<String> tooFast(List<Cost> costs) {
        Cost large = costs.getLast();
        List<String> faults = new ArrayList<>();
        for (Cost small : costs.subList(0, costs.size() - 1)) {
            double size = (double) large.bytes() / small.bytes();
            long steps = Math.max(small.steps(), small.bytes() / BYTES_A_FREE_STEP);
            if (large.steps() > MOST * size * steps) {
                faults.add("steps grow faster than the object: " + small + "; " + large);
            }
            long allocated = Math.max(small.allocated(), (long) FREE_PER_BYTE * small.bytes());
            if (large.allocated() > MOST * size * allocated) {
                faults.add("allocation grows faster than the object: " + small + "; " + large);
            }
        }
        return faults;
    }

    /** The slowest for their size, and those whose time grew fastest: to look at, since times are never asserted. */
    void print() {
        System.out.println("Slowest for their size, in CPU time:");
        print(Comparator.comparingDouble(Slow::perByte));
        System.out.println("Whose CPU time grew fastest, as a multiple of the growth of the object:");
        print(Comparator.comparingDouble(Slow::growth));
    }

    private void print(Comparator<Slow> order) {
        slow.stream()
                .sorted(order.reversed())
                .limit(SHOWN)
                .forEach(s ->
                        System.out.printf("  %4.1f x  %s: %s -> %s%n", s.growth(), s.name(), s.small(), s.large()));
    }
}
