package alluxio.admission.injector.explain;

import java.util.List;
import java.util.Locale;

/**
 * The reasons for a decision. They are collected while the decision is made, so that an explanation never differs from it.
 *
 * @param settings the pod's settings, each with its origin
 * @param features all features, in the order of {@link alluxio.admission.model.Feature}, and then scheduling
 * @param containers all containers, init containers first, in the order of the pod
 * @param additions what is added to the pod itself rather than to one of its containers
 */
public record Explanation(
        List<ExplainedValue> settings,
        List<ExplainedFeature> features,
        List<ExplainedContainer> containers,
        List<ExplainedAddition> additions) {

    /** Of a decision whose own reason says everything. */
    public static final Explanation NONE = new Explanation(List.of(), List.of(), List.of(), List.of());

    public Explanation {
        settings = List.copyOf(settings);
        features = List.copyOf(features);
        containers = List.copyOf(containers);
        additions = List.copyOf(additions);
    }

    /** What happened to a feature or a container. */
    public enum InjectionOutcome {
        APPLIED,
        SKIPPED,
        REFUSED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where a value comes from: the first of these that sets it. */
    public enum ValueOrigin {
        /** A label or annotation of the pod, or the container itself. */
        POD,
        /** The label of its namespace. */
        NAMESPACE,
        /** A key of the profile. */
        PROFILE,
        /** The built-in default. */
        DEFAULT,
        /** Derived from the others. */
        COMPUTED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A value with its origin.
     *
     * @param from the key at the origin, or how the value was derived
     */
    public record ExplainedValue(String name, String value, ValueOrigin origin, String from) {}

    /**
     * Whether the pod has a feature, and why.
     *
     * @param name as users write it
     */
    public record ExplainedFeature(String name, InjectionOutcome outcome, String reason, List<ExplainedValue> values) {
        static final String SCHEDULING = "scheduling";

        public ExplainedFeature {
            values = List.copyOf(values);
        }

        /** Whether this is scheduling, which is decided like a feature but cannot be selected as one. */
        public boolean isScheduling() {
            return name.equals(SCHEDULING);
        }
    }

    /**
     * Whether a container is injected, and why.
     *
     * @param init whether it is an init container
     * @param values its client properties
     */
    public record ExplainedContainer(
            String name,
            boolean init,
            InjectionOutcome outcome,
            String reason,
            List<ExplainedValue> values,
            List<ExplainedAddition> additions) {
        public ExplainedContainer {
            values = List.copyOf(values);
            additions = List.copyOf(additions);
        }
    }

    /**
     * One thing that an injection needs in the pod.
     *
     * @param kind {@link AdditionKind#key()}, such as {@code mounts}
     * @param where the container, IP address, annotation or term; "" for the pod
     * @param what the name, path or expression
     * @param added false if it was there already, from the user or from an earlier injection
     */
    public record ExplainedAddition(String kind, String where, String what, boolean added) {}
}
