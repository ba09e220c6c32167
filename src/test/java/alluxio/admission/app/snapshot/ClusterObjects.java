package alluxio.admission.app.snapshot;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.util.Map;

/** Writes objects that a snapshot is to see. */
record ClusterObjects(KubernetesClient client) {
    void namespace(String name) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    /** Creates or changes one with this value under {@code key}. */
    void configMap(String namespace, String name, String value) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withData(Map.of("key", value))
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    String resourceVersion(String namespace, String name) {
        return client.configMaps()
                .inNamespace(namespace)
                .withName(name)
                .get()
                .getMetadata()
                .getResourceVersion();
    }

    /** One that never runs, because there is no node. */
    void pod(String namespace, String name, Map<String, String> labels) {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .withLabels(labels)
                        .addToAnnotations("somebody/else", "x")
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("main")
                        .withImage("image")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    /** What the API server says to a watch of ConfigMaps from a resource version on, within a second. */
    String watchFrom(String namespace, String resourceVersion) {
        try {
            return String.valueOf(client.raw("/api/v1/namespaces/" + namespace
                    + "/configmaps?watch=1&timeoutSeconds=1&resourceVersion=" + resourceVersion));
        } catch (KubernetesClientException e) {
            return e.getCode() + " " + e.getMessage();
        }
    }
}
