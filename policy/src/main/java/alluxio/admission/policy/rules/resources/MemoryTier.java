package alluxio.admission.policy.rules.resources;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.Quantity;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.PodMemoryLimit;
import alluxio.admission.model.view.StorageTier;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PodPlacement;
import alluxio.admission.policy.PodPlacement.NodeFit;
import alluxio.admission.policy.SeenNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tiers on an emptyDir in memory, against what makes that smaller than it says: the pod's memory limit and the nodes' memory. Its
 * sizeLimit is judged by {@link TierSize} itself.
 *
 * @param quota of all tiers that the worker checks, the greatest; 0 where there is none
 */
record MemoryTier(Container worker, Volume volume, List<StorageTier> tiers, long quota) {
    static MemoryTier of(Container worker, Volume volume, List<StorageTier> tiers) {
        long greatest = 0;
        for (StorageTier tier : tiers) {
            if (isRefused(worker, tier, 0)) {
                greatest = Math.max(greatest, tier.bytes().orElse(0L));
            }
        }
        boolean isTold = StorageTier.sizeLimit(volume).orElse(Long.MAX_VALUE) < greatest;
        return new MemoryTier(worker, volume, tiers, isTold ? 0 : greatest);
    }

    /** Whether the worker surely ends: its check looks at a mount point that is the tier's own path. */
    static boolean isRefused(Container worker, StorageTier tier, long size) {
        boolean own = tier.mount()
                .map(mount ->
                        mount.path().equals(tier.path()) && mount.subPath().isEmpty())
                .orElse(tier.path().equals(StorageTier.SHM));
        return own
                && worker.runsProcess()
                && tier.bytes().filter(bytes -> bytes > size).isPresent()
                && tier.isSizeChecked(worker);
    }

    /** @param nodes that are seen */
    void check(List<SeenNode> nodes, Findings findings) {
        Optional<Long> limit = PodMemoryLimit.of(worker.pod()).filter(bytes -> bytes < quota);
        if (limit.isPresent()) {
            findings.at(worker, worker.field().at("resources", "limits", "memory"))
                    .found("memory limits of " + Quantity.ofBytes(limit.get())
                            + " for the whole pod, and so for volume " + volume.name() + ", for " + quotas())
                    .wanted("more than " + Quantity.ofBytes(quota))
                    .fix("raise resources.limits.memory above the quota and the heap together, or set a lower quota");
        } else if (quota > 0) {
            greatest(nodes)
                    .filter(node -> node.memory().orElse(Long.MAX_VALUE) < quota)
                    .ifPresent(node -> small(node, findings));
        }
    }

    private void small(SeenNode node, Findings findings) {
        long memory = node.memory().orElse(0L);
        Field limit = volume.source().at("sizeLimit");
        findings.at(worker, limit)
                .asWarning()
                .found("at most " + Quantity.ofBytes(memory) + " of memory for pods on a node (Node " + node.name()
                        + "), and so for volume "
                        + volume.name() + ", for " + quotas())
                .wanted("a node with more than " + Quantity.ofBytes(quota))
                .fix("set a lower quota and sizeLimit, or add larger nodes: the worker ends on those that are there");
    }

    private String quotas() {
        return MessageText.list(Iterables.distinct(Iterables.map(tiers, StorageTier::quota)));
    }

    /** Of the nodes that can have the pod, the one with the most memory; empty where that of one is not known. */
    private Optional<SeenNode> greatest(List<SeenNode> nodes) {
        PodPlacement placement = PodPlacement.of(worker.pod());
        if (placement.isTooLarge()) {
            return Optional.empty();
        }
        String name = worker.pod().spec().at("nodeName").string();
        return nodes.stream()
                .peek(_ -> worker.field().budget().spend(placement.size()))
                .filter(node -> name.isEmpty() ? placement.fit(node) == NodeFit.FITS : name.equals(node.name()))
                .max(Comparator.comparing(node -> node.memory().orElse(Long.MAX_VALUE)));
    }
}
