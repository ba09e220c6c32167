package alluxio.admission.injector.explain;

import java.util.List;
import java.util.Locale;

/**
 * Why a decision is what it is, collected while it was made: nobody decides a second time to explain it.
 *
 * @param settings what the pod is given in general, and who says so
 * @param features all of them, in the order of {@link alluxio.admission.model.Feature}, and then scheduling
 * @param containers all of them, init containers first, in the order of the pod
 * @param additions what the pod as a whole gets: all but what its containers get
 */
public record Explanation(
        List<Value> settings, List<OfFeature> features, List<OfContainer> containers, List<Item> additions) {

    /** Nothing was looked at beyond the reason that the decision itself gives. */
    public static final Explanation NONE = new Explanation(List.of(), List.of(), List.of(), List.of());

    public Explanation {
        settings = List.copyOf(settings);
        features = List.copyOf(features);
        containers = List.copyOf(containers);
        additions = List.copyOf(additions);
    }

    /** What became of one part. */
    public enum Outcome {
        APPLIED,
        SKIPPED,
        REFUSED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who says what a value is; the first of these that says anything. */
    public enum Origin {
        /** A label or annotation of the pod, or the container itself. */
        POD,
        /** The label of its namespace. */
        NAMESPACE,
        /** The profile, under a key of it. */
        PROFILE,
        /** Nobody: what holds for all. */
        DEFAULT,
        /** Worked out from what the others say. */
        COMPUTED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param from the key where the origin says it, or how it was computed */
    public record Value(String name, String value, Origin origin, String from) {}

    /** @param name as users write it */
    public record OfFeature(String name, Outcome outcome, String reason, List<Value> values) {
        static final String SCHEDULING = "scheduling";

        public OfFeature {
            values = List.copyOf(values);
        }

        /** Decided like a feature, though none that can be asked for. */
        public boolean isScheduling() {
            return name.equals(SCHEDULING);
        }
    }

    /** @param values the client properties it gets */
    public record OfContainer(
            String name, boolean init, Outcome outcome, String reason, List<Value> values, List<Item> additions) {
        public OfContainer {
            values = List.copyOf(values);
            additions = List.copyOf(additions);
        }
    }

    /**
     * One thing that an injection asked for.
     *
     * @param kind as the status has it, such as {@code mounts}
     * @param added false: it was there already, from the user or an earlier injection
     */
    public record Item(String kind, String where, String what, boolean added) {}
}
