package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.kube.ContainerPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Copies the injected mounts of a container to another one of the pod. Used by one thread. */
public final class SiblingMounts {
    private static final String LIST = "volumeMounts";

    private final JsonPatchBuilder patch;
    private final StatusRecorder recorder;
    private final PodElement sibling;
    private final PodElement container;
    private final List<JsonNode> missing = new ArrayList<>();

    /** @param sibling that has the mounts */
    public SiblingMounts(JsonPatchBuilder patch, StatusRecorder recorder, PodElement sibling, PodElement container) {
        this.patch = patch;
        this.recorder = recorder;
        this.sibling = sibling;
        this.container = container;
    }

    /** What is in the way of a mount that the container does not have; empty if all of them can be copied. */
    public Optional<String> obstacle(InjectionStatus status) {
        MountIndex index = new MountIndex(container);
        for (JsonNode mount : sibling.list(LIST)) {
            String path = path(mount, "mountPath");
            Addition claim = new Addition(AdditionKind.MOUNTS, sibling.text("name"), path);
            boolean injected =
                    status.detail(claim).filter(Digests.of(mount)::equals).isPresent();
            if (!injected || index.at(path).contains(mount)) {
                continue;
            }
            boolean device = container
                    .list("volumeDevices")
                    .valueStream()
                    .anyMatch(each -> path(each, "devicePath").equals(path));
            if (device || !index.overlapping(path).isEmpty()) {
                return Optional.of("it has something else at " + Excerpt.of(path) + ", above it or below it");
            }
            missing.add(mount);
        }
        return Optional.empty();
    }

    /** Adds the missing mounts. Called after {@link #obstacle}. */
    public void copy() {
        for (JsonNode mount : missing) {
            JsonNode copy = mount.deepCopy();
            patch.append(container, LIST, copy);
            recorder.added(AdditionKind.MOUNTS, container.text("name"), path(copy, "mountPath"), Digests.of(copy));
        }
    }

    private static String path(JsonNode use, String key) {
        return ContainerPath.absolute(use.path(key).stringValue(""));
    }
}
