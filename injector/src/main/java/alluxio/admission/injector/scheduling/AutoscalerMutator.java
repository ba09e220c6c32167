package alluxio.admission.injector.scheduling;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.StatusRecorder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the cluster autoscaler that the injected volumes hold nothing that could be lost: otherwise one injected pod keeps its node
 * from ever being scaled down.
 */
public final class AutoscalerMutator implements Mutator {
    public static final String KEY = "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";

    @Override
    public boolean mutate(Injection injection) {
        List<String> volumes = injection.volumes().nodeLocal();
        if (volumes.isEmpty()) {
            return false;
        }
        PodElement annotations = injection.patch().annotations();
        String old = annotations.text(KEY);
        Set<String> names = new HashSet<>();
        if (!old.isEmpty()) {
            for (String name : old.split(",")) {
                names.add(name.strip());
            }
        }
        StringBuilder value = new StringBuilder(old);
        for (String volume : volumes) {
            if (!names.add(volume)) {
                injection.recorder().present(AdditionKind.ANNOTATIONS, KEY, volume);
                continue;
            }
            value.append(value.isEmpty() ? "" : ",").append(volume);
            injection.recorder().added(AdditionKind.ANNOTATIONS, KEY, volume);
        }
        if (!value.toString().equals(old)) {
            if (old.isEmpty()) {
                injection
                        .recorder()
                        .parent(
                                annotations.fieldOf(KEY),
                                StatusRecorder.stateOf(annotations.node().get(KEY)));
            }
            injection.patch().set(annotations, KEY, annotations.node().stringNode(value.toString()));
        }
        return true;
    }
}
