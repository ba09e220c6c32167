package alluxio.admission.policy.rules.resources;

import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions.Flag;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Optional;

/**
 * A JVM's initial heap is not greater than its maximum heap.
 *
 * <p><b>Restricted fields:</b> {@code -Xms} and {@code -Xmx} in {@code env}, {@code envFrom} and {@code args} of Alluxio's
 * containers.
 *
 * <p><b>Allowed values:</b> {@code -Xms} up to {@code -Xmx}. Masters and workers of 2.3 and newer add {@code -Xmx8g} and
 * {@code -Xmx4g} when none is given: a greater {@code -Xms} alone is a warning.
 *
 * <p><b>Why:</b> the JVM refuses to start: {@code Initial heap size set to a larger value than the maximum heap size}.
 *
 * <p><b>Source:</b> HotSpot's {@code arguments.cpp}; {@code bin/launch-process} of 2.3 and newer.
 */
public final class JvmHeap implements Rule {
    private static final RuleInfo INFO = JvmContainers.only(
            RuleInfo.deny("jvm-heap", "A JVM whose initial heap is greater than its maximum heap does not start."));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        JvmContainers.of(object).forEach(container -> judge(container, findings));
    }

    private static void judge(Container container, Findings findings) {
        Optional<JvmMemoryOption> initial = JvmMemoryOption.initial(container);
        Optional<Flag> flag =
                container.options().flag("-Xms").or(() -> container.options().flag("-XX:InitialHeapSize="));
        if (initial.isEmpty() || flag.isEmpty()) {
            return;
        }
        if (!container.options().isComplete()) {
            findings.notJudged(
                    container, "-Xmx may be in " + container.options().unseenText());
            return;
        }
        Optional<JvmMemoryOption> greatest = JvmMemoryOption.greatest(container);
        if (greatest.isEmpty() || initial.get().least() <= greatest.get().most()) {
            return;
        }
        String found = flag.get().text() + " with " + greatest.get();
        String wanted = "-Xms up to -Xmx";
        String fix = "set -Xmx in the same variable to the same value, or remove -Xms";
        findings.at(container, flag.get().origin())
                .asWarningUnless(greatest.get().isGiven())
                .found(found)
                .wanted(wanted)
                .fix(fix);
    }
}
