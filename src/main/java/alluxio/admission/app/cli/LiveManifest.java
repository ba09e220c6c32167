package alluxio.admission.app.cli;

import alluxio.admission.app.demo.ClusterUnavailableException;
import alluxio.admission.app.manifest.ManifestInjector.PodDecision;
import alluxio.admission.cluster.ApiRequests.ApiAnswer;
import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterRequests;
import alluxio.admission.cluster.facts.ResourceName;
import alluxio.admission.injector.Decision;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.model.Keys;
import alluxio.admission.model.kube.JsonNodes;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object of a live cluster, named as for kubectl: {@code pod/web}.
 *
 * @param source the object as a manifest
 * @param notInjected of a pod that runs without an injection: what to do if a new one would be injected
 */
record LiveManifest(ManifestSource source, Optional<String> notInjected) {
    private static final int MOST_BYTES = 16 << 20;

    /**
     * What the argument names; empty where it is rather a file. A path can always be written as one: {@code ./pod/web}.
     *
     * @throws UnreadableException when it has the form, and no such type is known
     */
    static Optional<ResourceName> named(String argument) {
        return argument.startsWith(".")
                        || argument.startsWith("/")
                        || argument.endsWith(".yaml")
                        || argument.endsWith(".yml")
                        || argument.endsWith(".json")
                ? Optional.empty()
                : ResourceName.of(argument);
    }

    /** Reads it with the caller's rights. */
    static LiveManifest read(ClusterConnection connection, ResourceName name, String namespace) {
        ApiAnswer answer =
                new ClusterRequests(connection, KubeconfigOptions.TIMEOUT).get(name.path(namespace), MOST_BYTES);
        if (answer.isUnreached()) {
            throw new ClusterUnavailableException("explain: the API server did not answer: " + answer.body());
        }
        if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new UnreadableException("explain: there is no " + name + " in namespace " + namespace + " at "
                    + connection.url() + "; -n names another namespace");
        }
        if (!answer.isOk() || !(answer.json() instanceof ObjectNode object)) {
            throw new UnreadableException("explain: cannot read " + name + ": " + answer.problem());
        }
        object.put("kind", name.kind()).put("apiVersion", name.apiVersion());
        if (object.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
        }
        object.remove("status");
        boolean missed = name.kind().equals("Pod")
                && !object.path("metadata").path("annotations").has(Keys.STATUS);
        return new LiveManifest(
                new ManifestSource(name.toString(), object.toString()),
                missed ? Optional.of(missing(name, object.path("metadata"))) : Optional.empty());
    }

    private static String missing(ResourceName name, JsonNode metadata) {
        JsonNode owner = metadata.path("ownerReferences").path(0);
        String again = owner.isMissingNode()
                ? "delete it and apply it again"
                : "delete it, and its " + JsonNodes.text(owner, "kind") + " creates it again";
        return name
                + " runs without Alluxio, although it would be injected now: it was created before it or its namespace had "
                + "the label, or while the webhook did not answer. What follows is about a new pod like it; " + again
                + ". alluxio-admission check says whether the webhook is called.";
    }

    /** What is to be said of a pod that runs as it is, where a new one like it would be injected. */
    Optional<String> remark(List<PodDecision> pods) {
        return pods.stream().anyMatch(pod -> pod.decision() instanceof Decision.Injected)
                ? notInjected
                : Optional.empty();
    }
}
