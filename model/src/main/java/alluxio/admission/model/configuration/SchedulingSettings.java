package alluxio.admission.model.configuration;

import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.Toleration;
import java.util.List;
import java.util.Optional;

/**
 * The nodes that can have a worker.
 *
 * @param mode for a pod without the annotation {@code alluxio.io/scheduling}
 * @param requirements what the labels of all these nodes have in common; empty: any node can have a worker
 * @param tolerations the workers'; empty: not known
 * @param workerPods the workers, where they are no DaemonSet: clients need pod affinity to them. Empty: each node with these
 *     labels has a worker
 */
public record SchedulingSettings(
        SchedulingMode mode,
        List<LabelRequirement> requirements,
        Optional<List<Toleration>> tolerations,
        Optional<WorkerPods> workerPods) {
    public static final SchedulingSettings DEFAULT = new SchedulingSettings(SchedulingMode.AUTO, List.of());

    public SchedulingSettings {
        requirements = List.copyOf(requirements);
        tolerations = tolerations.map(List::copyOf);
    }

    /** Of workers that are a DaemonSet. */
    public SchedulingSettings(
            SchedulingMode mode, List<LabelRequirement> requirements, Optional<List<Toleration>> tolerations) {
        this(mode, requirements, tolerations, Optional.empty());
    }

    /** With tolerations that are not known. */
    public SchedulingSettings(SchedulingMode mode, List<LabelRequirement> requirements) {
        this(mode, requirements, Optional.empty());
    }
}
