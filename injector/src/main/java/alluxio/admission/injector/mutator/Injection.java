package alluxio.admission.injector.mutator;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.EnvironmentVariables;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.patch.PodEditor;
import alluxio.admission.injector.patch.VolumeMounts;
import alluxio.admission.injector.patch.Volumes;
import alluxio.admission.injector.placement.NodeDirectories;
import alluxio.admission.injector.pod.InjectedContainers;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.configuration.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The injection of one pod in progress: what the mutators read, and what they write with. Used by one thread. */
public final class Injection {
    private final PodSettings settings;
    private final PodElement spec;
    private final InjectedContainers containers;
    private final NodeDirectories directories;
    private final PodEditor editor;
    private final InjectionReport report;
    private final Map<String, Map<String, String>> featureProperties = new LinkedHashMap<>();

    public Injection(
            PodSettings settings,
            PodElement spec,
            InjectedContainers containers,
            NodeDirectories directories,
            PodEditor editor,
            InjectionReport report) {
        this.settings = settings;
        this.spec = spec;
        this.containers = containers;
        this.directories = directories;
        this.editor = editor;
        this.report = report;
    }

    public PodSettings settings() {
        return settings;
    }

    public PodElement spec() {
        return spec;
    }

    public InjectedContainers containers() {
        return containers;
    }

    /** Whether directories of the node are mounted. */
    public NodeDirectories directories() {
        return directories;
    }

    /** Notes that a directory of the node is mounted: the pod must run beside a worker, unless it has its own. */
    public void useDirectories() {
        if (containers.worker().isEmpty()) {
            directories.use();
        }
    }

    public InjectionReport report() {
        return report;
    }

    public Profile profile() {
        return settings.profile();
    }

    /** The containers that become Alluxio clients. */
    public List<PodElement> clients() {
        return containers.clients();
    }

    public JsonPatchBuilder patch() {
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

    /** The Alluxio properties that a client needs for its features, by the container's JSON Pointer. */
    public Map<String, Map<String, String>> featureProperties() {
        return featureProperties;
    }

    /** Requires an Alluxio property in the container, which is a client. */
    public void requireProperty(PodElement container, String key, String value) {
        Map<String, String> properties = featureProperties.get(container.pointer());
        if (properties == null) {
            properties = new LinkedHashMap<>();
            featureProperties.put(container.pointer(), properties);
        }
        properties.put(key, value);
    }

    /** Undoes {@link #requireProperty}. */
    public void withdrawProperty(PodElement container, String key) {
        featureProperties
                .getOrDefault(container.pointer(), new LinkedHashMap<>())
                .remove(key);
    }
}
