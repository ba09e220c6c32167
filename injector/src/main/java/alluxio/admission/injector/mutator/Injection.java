package alluxio.admission.injector.mutator;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.EnvironmentVariables;
import alluxio.admission.injector.patch.PatchBuilder;
import alluxio.admission.injector.patch.PodEditor;
import alluxio.admission.injector.patch.VolumeMounts;
import alluxio.admission.injector.patch.Volumes;
import alluxio.admission.injector.pod.InjectedContainers;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.configuration.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The injection of one pod in progress: what the mutators read, and what they write with. Used by one thread.
 *
 * @param featureProperties the Alluxio properties that a client needs for its features, by the container's JSON Pointer
 */
public record Injection(
        PodSettings settings,
        PodElement spec,
        InjectedContainers containers,
        PodEditor editor,
        InjectionReport report,
        Map<String, Map<String, String>> featureProperties) {

    public Profile profile() {
        return settings.profile();
    }

    /** The containers that become Alluxio clients. */
    public List<PodElement> clients() {
        return containers.clients();
    }

    public PatchBuilder patch() {
        return editor.patch();
    }

    public Volumes volumes() {
        return editor.volumes();
    }

    public VolumeMounts mounts() {
        return editor.mounts();
    }

    public EnvironmentVariables environment() {
        return editor.environment();
    }

    public StatusRecorder recorder() {
        return editor.recorder();
    }

    /** Requires an Alluxio property in the container, which is a client. */
    public void requireProperty(PodElement container, String key, String value) {
        featureProperties
                .computeIfAbsent(container.pointer(), pointer -> new LinkedHashMap<>())
                .put(key, value);
    }

    /** Undoes {@link #requireProperty}. */
    public void withdrawProperty(PodElement container, String key) {
        featureProperties
                .getOrDefault(container.pointer(), new LinkedHashMap<>())
                .remove(key);
    }
}
