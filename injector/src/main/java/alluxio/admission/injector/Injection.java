package alluxio.admission.injector;

import alluxio.admission.model.configuration.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One injection under way: what the mutators read and what they write with. Used by one thread, for one pod.
 *
 * @param clients the containers that are to be Alluxio clients
 * @param own the containers of Alluxio's own, in its own pods and beside an application
 * @param configured the containers that get Hadoop's configuration: the clients, or all containers of a pod of Alluxio's own
 * @param featureProperties what a feature needs a client to know, by container
 */
record Injection(
        PodSettings settings,
        Place spec,
        List<Place> clients,
        List<OwnContainer> own,
        List<Place> configured,
        PatchBuilder patch,
        Volumes volumes,
        Mounts mounts,
        Environment environment,
        StatusRecorder recorder,
        Report report,
        Map<String, Map<String, String>> featureProperties) {

    Profile profile() {
        return settings.profile();
    }

    void property(Place container, String key, String value) {
        featureProperties
                .computeIfAbsent(container.pointer(), pointer -> new LinkedHashMap<>())
                .put(key, value);
    }

    void withdraw(Place container, String key) {
        featureProperties
                .getOrDefault(container.pointer(), new LinkedHashMap<>())
                .remove(key);
    }
}
