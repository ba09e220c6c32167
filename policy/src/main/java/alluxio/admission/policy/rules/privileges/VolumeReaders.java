package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Pod;
import alluxio.admission.model.view.Volume;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which containers of a pod mount the same volume. */
final class VolumeReaders {
    /** The names of the containers that mount a volume; empty: a volume that the pod does not have. */
    private static final Derived<Pod, Map<Optional<Volume>, Set<String>>> ALL =
            Derived.of(pod -> names(pod, _ -> true));

    private static final Derived<Pod, Map<Optional<Volume>, Set<String>>> OTHER_USERS =
            Derived.of(pod -> names(pod, container -> container.security().uid().orElse(0) != 0));

    private VolumeReaders() {}

    /** Whether another container mounts the volume of this mount. */
    static boolean hasOthers(Container container, ContainerMount mount) {
        return hasOthers(container, mount, ALL);
    }

    /** Whether another container that is set to run as another user than root does. */
    static boolean hasOtherUsers(Container container, ContainerMount mount) {
        return hasOthers(container, mount, OTHER_USERS);
    }

    private static boolean hasOthers(
            Container container, ContainerMount mount, Derived<Pod, Map<Optional<Volume>, Set<String>>> fact) {
        Set<String> names = container.pod().get(fact).getOrDefault(mount.volume(), Set.of());
        return names.size() > (names.contains(container.name()) ? 1 : 0);
    }

    private static Map<Optional<Volume>, Set<String>> names(Pod pod, Predicate<Container> which) {
        Map<Optional<Volume>, Set<String>> names = new HashMap<>();
        for (Container container : pod.containers()) {
            if (which.test(container)) {
                container
                        .mounts()
                        .forEach(mount -> names.computeIfAbsent(mount.volume(), _ -> new HashSet<>())
                                .add(container.name()));
            }
        }
        return names;
    }
}
