package alluxio.admission.model.configuration;

import java.util.List;
import java.util.Set;

/**
 * What holds for injections by any profile.
 *
 * @param excludedContainers names of containers that get nothing, besides the built-in list
 * @param runtimeClasses runtime classes that are no sandbox, or one whose host sockets are known to connect
 */
public record InjectionSettings(OnConflict onConflict, List<String> excludedContainers, Set<String> runtimeClasses) {
    public InjectionSettings {
        excludedContainers = List.copyOf(excludedContainers);
        runtimeClasses = Set.copyOf(runtimeClasses);
    }

    /** In force where the configuration has no section {@code injection}. */
    public static InjectionSettings defaults() {
        return new InjectionSettings(OnConflict.DENY, List.of(), Set.of());
    }
}
