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
 */
public record SchedulingSettings(
        SchedulingMode mode, List<LabelRequirement> requirements, Optional<List<Toleration>> tolerations) {
    public static final SchedulingSettings DEFAULT = new SchedulingSettings(SchedulingMode.AUTO, List.of());

    public SchedulingSettings {
        requirements = List.copyOf(requirements);
        tolerations = tolerations.map(List::copyOf);
    }

    /** With tolerations that are not known. */
    public SchedulingSettings(SchedulingMode mode, List<LabelRequirement> requirements) {
        this(mode, requirements, Optional.empty());
    }
}
