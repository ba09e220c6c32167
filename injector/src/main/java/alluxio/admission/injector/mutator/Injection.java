package alluxio.admission.injector.mutator;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.EnvironmentVariables;
import alluxio.admission.injector.patch.PatchBuilder;
import alluxio.admission.injector.patch.VolumeMounts;
import alluxio.admission.injector.patch.Volumes;
import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Profile;
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
public record Injection(
        PodSettings settings,
        PodElement spec,
        List<PodElement> clients,
        List<AlluxioContainer> own,
        List<PodElement> configured,
        PatchBuilder patch,
        Volumes volumes,
        VolumeMounts mounts,
        EnvironmentVariables environment,
        StatusRecorder recorder,
        InjectionReport report,
        Map<String, Map<String, String>> featureProperties) {

    public Profile profile() {
        return settings.profile();
    }

    public void property(PodElement container, String key, String value) {
        featureProperties
                .computeIfAbsent(container.pointer(), pointer -> new LinkedHashMap<>())
                .put(key, value);
    }

    public void withdraw(PodElement container, String key) {
        featureProperties
                .getOrDefault(container.pointer(), new LinkedHashMap<>())
                .remove(key);
    }
}
