package alluxio.admission.app.cli;

import alluxio.admission.app.demo.ClusterUnavailableException;
import alluxio.admission.app.manifest.ControllerChain;
import alluxio.admission.cluster.ApiRequests.ApiAnswer;
import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterRequests;
import alluxio.admission.cluster.facts.ResourceName;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.model.Keys;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object of a live cluster, named as for kubectl: {@code pod/web}.
 *
 * @param source the object as a manifest
 * @param controllers of a pod, as far as they are seen
 */
record LiveManifest(ManifestSource source, List<ObjectNode> controllers) {
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

    /** Reads it with the caller's rights, and the controllers of a pod without the label. */
    static LiveManifest read(ClusterConnection connection, ResourceName name, String namespace) {
        ClusterRequests requests = new ClusterRequests(connection, KubeconfigOptions.TIMEOUT);
        ApiAnswer answer = requests.get(name.path(namespace), MOST_BYTES);
        if (answer.isUnreached()) {
            throw new ClusterUnavailableException("explain: the API server did not answer: " + answer.body());
        }
        if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new UnreadableException("explain: there is no " + name + " in namespace " + namespace + " at "
                    + connection.url() + "; -n names another namespace");
        }
        ObjectNode object = object(answer, name)
                .orElseThrow(() -> new UnreadableException("explain: cannot read " + name + ": " + answer.problem()));
        boolean labelled = object.path("metadata").path("labels").has(Keys.INJECT);
        return new LiveManifest(
                new ManifestSource(name.toString(), object.toString()),
                labelled ? List.of() : controllers(requests, object.path("metadata"), namespace));
    }

    private static Optional<ObjectNode> object(ApiAnswer answer, ResourceName name) {
        if (!answer.isOk() || !(answer.json() instanceof ObjectNode object)) {
            return Optional.empty();
        }
        object.put("kind", name.kind()).put("apiVersion", name.apiVersion());
        if (object.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
        }
        object.remove("status");
        return Optional.of(object);
    }

    /** Those that the caller may read: without them less is explained. */
    private static List<ObjectNode> controllers(ClusterRequests requests, JsonNode metadata, String namespace) {
        List<ObjectNode> found = new ArrayList<>();
        ControllerChain chain = new ControllerChain((reference, in) -> {
            Optional<ObjectNode> controller = ResourceName.of(reference.kind() + "/" + reference.name())
                    .filter(name -> name.apiVersion().equals(reference.apiVersion()))
                    .flatMap(name -> object(requests.get(name.path(in), MOST_BYTES), name));
            controller.ifPresent(found::add);
            return controller;
        });
        chain.top(metadata, namespace);
        return found;
    }
}
