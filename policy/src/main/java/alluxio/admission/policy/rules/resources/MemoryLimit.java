package alluxio.admission.policy.rules.resources;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.Quantity;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MemorySize;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.StorageTier;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The memory limit holds what Alluxio's process may use.
 *
 * <p><b>Restricted fields:</b> {@code resources.limits.memory} of Alluxio's containers.
 *
 * <p><b>Allowed values:</b> at least {@code -Xmx}, if that is given. A warning where the limit is not above {@code -Xmx}, or the sum of
 * {@code -Xmx}, {@code -XX:MaxDirectMemorySize} and, for a worker, the tiers on an emptyDir in memory, which count against
 * the container that writes them. Where they are not given, Alluxio's own defaults count from 2.3: {@code -Xmx8g} for a
 * master, {@code -Xmx4g} and as much direct memory for a worker, {@code -Xmx1G} for FUSE (from 2.8).
 *
 * <p><b>Why:</b> the JVM takes what it was promised; when that is more than the limit, the kernel kills the process, and a
 * worker's cache is lost.
 * A limit that is just what heap, direct memory and tiers take leaves nothing for the JVM's own threads, classes and code.
 *
 * <p><b>Source:</b> Alluxio issues 13784, 13976, 17363 and 18681; {@code bin/launch-process} of 2.3 and newer; chart 0.6.5
 * raised limits that were below the heap.
 */
public final class MemoryLimit implements Rule {
    private static final RuleInfo INFO = JvmContainers.only(RuleInfo.deny(
            "memory-limit",
            "When the process uses as much memory as its options allow, the kernel "
                    + "kills it for exceeding its limit (OOMKilled)."));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        JvmContainers.of(object).forEach(container -> {
            Field limit = container.field().at("resources", "limits", "memory");
            MemorySize.ofKubernetes(limit.shown())
                    .filter(bytes -> bytes > 0)
                    .ifPresent(bytes -> judge(container, limit, bytes, findings));
        });
    }

    private static void judge(Container container, Field limit, long bytes, Findings findings) {
        if (!container.options().isComplete()) {
            findings.notJudged(
                    container, "-Xmx may be in " + container.options().unseenText());
            return;
        }
        Optional<JvmMemoryOption> heap = JvmMemoryOption.greatest(container);
        if (heap.isPresent() && heap.get().isGiven() && heap.get().least() > bytes) {
            findings.at(container, limit)
                    .found("memory limit " + limit.shown() + " below " + heap.get())
                    .wanted("more than " + Quantity.ofBytes(heap.get().least()))
                    .fix("raise resources.limits.memory above the heap, or lower -Xmx");
            return;
        }
        sum(container, limit, bytes, findings);
    }

    private static void sum(Container container, Field limit, long bytes, Findings findings) {
        List<String> parts = new ArrayList<>();
        long sum = 0;
        for (Optional<JvmMemoryOption> memory :
                List.of(JvmMemoryOption.greatest(container), JvmMemoryOption.direct(container))) {
            if (memory.isPresent()) {
                parts.add(memory.get().toString());
                sum = plus(sum, memory.get().least());
            }
        }
        if (container.is(Role.WORKER)) {
            for (Map.Entry<Volume, List<StorageTier>> tiers :
                    StorageTier.byVolume(StorageTier.of(container)).entrySet()) {
                if (tiers.getKey().isMemory()) {
                    long filled = filled(tiers.getKey(), tiers.getValue());
                    if (filled > 0) {
                        parts.add(Quantity.ofBytes(filled) + " in volume "
                                + tiers.getKey().name());
                    }
                    sum = plus(sum, filled);
                }
            }
        }
        // Threads, classes and compiled code of the JVM need memory besides.
        if (sum >= bytes) {
            findings.at(container, limit)
                    .asWarning()
                    .found("memory limit " + limit.shown() + " for " + MessageText.list(parts, " + "))
                    .wanted("more than " + Quantity.ofBytes(sum))
                    .fix("raise resources.limits.memory, or set lower values in the container's Java options");
        }
    }

    /** At most the quota, and what the volume holds; 0 when neither is known. */
    private static long filled(Volume volume, List<StorageTier> tiers) {
        long quota = StorageTier.bytes(tiers).orElse(Long.MAX_VALUE);
        long size = StorageTier.sizeLimit(volume).orElse(Long.MAX_VALUE);
        long filled = Math.min(quota, size);
        return filled == Long.MAX_VALUE ? 0 : filled;
    }

    private static long plus(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
