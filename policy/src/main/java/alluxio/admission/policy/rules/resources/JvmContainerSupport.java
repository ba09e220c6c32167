package alluxio.admission.policy.rules.resources;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.view.Container;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

/**
 * A JVM in a container respects the limits of the container.
 *
 * <p><b>Restricted fields:</b> {@code -XX:-UseContainerSupport} in the Java options of Alluxio's containers.
 *
 * <p><b>Allowed values:</b> {@code -XX:+UseContainerSupport}, the default of every JVM since 8u191.
 *
 * <p><b>Why:</b> without it the JVM sizes its heap, its threads and its direct memory by the whole node: with a heap of a
 * quarter of the node's memory it exceeds its limit and is killed.
 *
 * <p><b>Source:</b> Alluxio issue 17021; chart of 2.10 sets {@code -XX:+UseContainerSupport}.
 */
public final class JvmContainerSupport implements Rule {
    private static final RuleInfo INFO = JvmContainers.only(RuleInfo.warn(
            "jvm-container-support",
            "The JVM then sizes its memory and threads by the whole node, and is killed for exceeding its limit."));

    private static final String OFF = "-XX:-UseContainerSupport";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        JvmContainers.of(object).forEach(container -> check(container, findings));
    }

    private static void check(Container container, Findings findings) {
        Iterables.last(container.options().flags(), flag -> flag.text().endsWith("UseContainerSupport"))
                .filter(flag -> flag.text().equals(OFF))
                .ifPresent(flag -> findings.at(container, flag.origin())
                        .found(OFF)
                        .wanted("no " + OFF)
                        .fix("remove " + OFF + " from " + flag.source()));
    }
}
