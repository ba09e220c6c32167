package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.pod.PodContainers;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.injector.pod.PodWorker;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.alluxio.RoleRecognition;
import alluxio.admission.model.configuration.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Refuses Alluxio pods outside the namespace of their profile. A worker gets what no client gets: the node's socket directory,
 * writable, and an init container that runs as root. Any author of a pod can choose its containers' names and commands, so only the
 * namespace, in which only the operators of Alluxio may create pods, proves that it is a worker. A worker with its clients and a volume
 * for its sockets in its own pod gets neither: its pod may be anywhere.
 */
public final class AlluxioPodNamespaceCheck {
    static final String RULE = "inject-own-pod-namespace";

    private AlluxioPodNamespaceCheck() {}

    /** Why the pod is refused; empty if its namespace is right, or if it is an application. */
    public static Optional<Refusal> refusal(
            PodView view, Optional<PodWorker> worker, Profile profile, String namespace) {
        if (namespace.equals(profile.namespace())
                || (worker.isPresent() && worker.get().isPrivate())) {
            return Optional.empty();
        }
        Optional<String> container = alluxioContainer(view);
        return container.isEmpty() ? Optional.empty() : Optional.of(refusal(container.get(), profile, namespace));
    }

    private static Refusal refusal(String container, Profile profile, String namespace) {
        return new Refusal(
                RULE,
                "metadata.labels[" + Keys.INJECT + "]",
                container + ", but the pod is in namespace \"" + namespace + "\", and the Alluxio of profile \""
                        + profile.name() + "\" is in namespace \"" + profile.namespace()
                        + "\": Alluxio pods are injected only there, because a worker gets the node's socket "
                        + "directory writable and an init container as root; create the pod there, or set "
                        + Keys.PROFILE
                        + " to a profile of this namespace, or rename the container if it does not run "
                        + "Alluxio, or remove the label " + Keys.INJECT);
    }

    /** The container that makes it an Alluxio pod: a server, also as a native sidecar, or FUSE if there is nothing else. */
    private static Optional<String> alluxioContainer(PodView view) {
        for (JsonNode container : running(view)) {
            Optional<Role> role = RoleRecognition.of(container, view.labels());
            if (role.isPresent() && (role.get() != Role.FUSE || view.isAlluxioPod())) {
                return Optional.of("container \"" + container.path("name").stringValue("") + "\" is Alluxio's "
                        + role.get().key());
            }
        }
        return Optional.empty();
    }

    /** The containers that may run Alluxio as long as the pod runs, so without init containers that end. */
    private static List<JsonNode> running(PodView view) {
        JsonNode spec = view.pod().path("spec");
        List<JsonNode> running = new ArrayList<>();
        if (!view.roles().isEmpty()) {
            for (JsonNode container : spec.path("containers")) {
                running.add(container);
            }
        }
        for (JsonNode init : spec.path("initContainers")) {
            if (PodContainers.isNativeSidecar(init)) {
                running.add(init);
            }
        }
        return running;
    }
}
