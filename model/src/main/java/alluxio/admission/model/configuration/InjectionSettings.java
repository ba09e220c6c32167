package alluxio.admission.model.configuration;

import alluxio.admission.model.kube.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What holds for injections by any profile.
 *
 * @param excludedContainers names of containers that get nothing, besides the built-in list
 * @param excludedPods pods whose labels any of these selects are left alone, whatever their own label or their namespace's says;
 *     none of them is empty
 * @param runtimeClasses runtime classes that are no sandbox, or one whose host sockets are known to connect
 * @param ignoredKeys labels and annotations {@code alluxio.io/…} of other products, which are not taken for misspelt ones
 */
public record InjectionSettings(
        OnConflict onConflict,
        List<String> excludedContainers,
        List<LabelSelector> excludedPods,
        Set<String> runtimeClasses,
        List<Glob> ignoredKeys) {
    public InjectionSettings {
        excludedContainers = List.copyOf(excludedContainers);
        excludedPods = List.copyOf(excludedPods);
        runtimeClasses = Set.copyOf(runtimeClasses);
        ignoredKeys = List.copyOf(ignoredKeys);
    }

    /** Excludes no pods and ignores no keys. */
    public InjectionSettings(OnConflict onConflict, List<String> excludedContainers, Set<String> runtimeClasses) {
        this(onConflict, excludedContainers, List.of(), runtimeClasses, List.of());
    }

    /** Whether a label or annotation that starts with {@code alluxio.io/} belongs to another product. */
    public boolean ignores(String key) {
        return ignoredKeys.stream().anyMatch(ignored -> ignored.matches(key));
    }

    /** In force where the configuration has no section {@code injection}. */
    public static InjectionSettings defaults() {
        return new InjectionSettings(OnConflict.DENY, List.of(), Set.of());
    }

    /** The position in {@link #excludedPods} of the first selector that selects a pod with these labels; empty if none does. */
    public OptionalInt exclusion(Map<String, String> labels) {
        for (int i = 0; i < excludedPods.size(); i++) {
            if (excludedPods.get(i).matches(labels)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
