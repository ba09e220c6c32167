package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.alluxio.RoleRecognition;
import alluxio.admission.model.configuration.Profile;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Refuses pods of Alluxio's own outside the namespace of their profile. A worker is given what no client is: the node's socket
 * directory, writable, and an init container that runs as root. What a container runs and what it is called is its author's
 * word, so the namespace, in which only those who run Alluxio may create pods, is what makes it true.
 */
public final class AlluxioPodNamespaceCheck {
    static final String RULE = "inject-own-pod-namespace";

    private AlluxioPodNamespaceCheck() {}

    /** Why such a pod is not injected there; empty when it is, or when it is an application. */
    public static Optional<Refusal> refusal(PodView view, Profile profile, String namespace) {
        if (namespace.equals(profile.namespace())) {
            return Optional.empty();
        }
        return process(view)
                .map(container -> new Refusal(
                        RULE,
                        "metadata.labels[" + Keys.INJECT + "]",
                        container + ", but the pod is in namespace \"" + namespace + "\", and the Alluxio of profile \""
                                + profile.name() + "\" is in namespace \"" + profile.namespace()
                                + "\": Alluxio's own pods are injected only there, because a worker gets the node's socket "
                                + "directory writable and an init container as root; create the pod there, or set "
                                + Keys.PROFILE
                                + " to a profile of this namespace, or rename the container if it is no part of "
                                + "Alluxio, or remove the label " + Keys.INJECT));
    }

    /** What makes it one: a server, also one that is a native sidecar, or nothing but FUSE. */
    private static Optional<String> process(PodView view) {
        return running(view.pod().path("spec"))
                .flatMap(container -> RoleRecognition.of(container, view.labels())
                        .filter(role -> role != Role.FUSE || view.isAlluxioPod())
                        .map(role -> "container \"" + container.path("name").stringValue("") + "\" is Alluxio's "
                                + role.key())
                        .stream())
                .findFirst();
    }

    /** As {@link Containers#withRole} has it: an init container that ends is no server. */
    private static Stream<JsonNode> running(JsonNode spec) {
        return Stream.concat(
                spec.path("containers").valueStream(),
                spec.path("initContainers")
                        .valueStream()
                        .filter(init ->
                                init.path("restartPolicy").stringValue("").equals("Always")));
    }
}
