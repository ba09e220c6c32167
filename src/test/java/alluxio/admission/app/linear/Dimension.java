package alluxio.admission.app.linear;

import java.util.function.IntFunction;
import tools.jackson.databind.node.ObjectNode;

/**
 * One way in which an object can grow.
 *
 * @param name for reports, such as {@code volumes of a client}
 * @param object with so many items, or a text so many characters longer
 */
record Dimension(String name, IntFunction<ObjectNode> object) {
    /** The most that etcd takes, unless {@code -Dlinear.bytes} says less, for a quick look. */
    private static final int LARGEST_BYTES = Integer.getInteger("linear.bytes", 3 << 19);

    /** How many times as large the largest object is. */
    static final int LARGEST_SCALE = 32;

    /** How many items an object of the largest size has, a multiple of {@value #LARGEST_SCALE}. */
    int most() {
        int few = 64;
        int one = (Sizes.of(object.apply(2 * few)) - Sizes.of(object.apply(few))) / few;
        int items = (LARGEST_BYTES - Sizes.of(object.apply(0))) / Math.max(1, one);
        return items / LARGEST_SCALE * LARGEST_SCALE;
    }

    @Override
    public String toString() {
        return name;
    }
}
