package alluxio.admission.cluster.facts;

import alluxio.admission.cluster.facts.ClusterFacts.SecretName;
import alluxio.admission.model.kube.JsonNodes;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The Secrets that the feature {@code hdfs} mounts in a pod. */
public final class InjectedSecrets {
    /** The prefix of their volumes. */
    private static final String VOLUME = "alluxio-hdfs-";

    private InjectedSecrets() {}

    /** By the pod's volumes. */
    public static List<SecretName> of(JsonNode pod) {
        return pod.path("spec")
                .path("volumes")
                .valueStream()
                .filter(volume -> JsonNodes.text(volume, "name").startsWith(VOLUME))
                .map(volume -> JsonNodes.text(volume.path("secret"), "secretName"))
                .filter(secret -> !secret.isEmpty())
                .map(secret -> new SecretName(ObjectNames.namespace(pod), secret))
                .toList();
    }
}
