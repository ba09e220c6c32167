package alluxio.admission.app.chart;

import alluxio.admission.testcluster.ApiServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What an API server must have before the chart can come: a namespace, and kinds of others, which take any field. */
final class Definitions {
    private static final Map<String, List<String>> KINDS = Map.of(
            "cert-manager.io", List.of("Issuer", "Certificate"),
            "monitoring.coreos.com", List.of("ServiceMonitor", "PrometheusRule"));
    private static final int SECONDS = 60;

    private Definitions() {}

    /** Returns when the kinds are served. */
    static void create(ApiServer server) {
        KINDS.forEach((group, kinds) -> kinds.forEach(kind -> {
            CustomResourceDefinition definition = definition(group, kind);
            server.client().resource(definition).create();
            server.client().resource(definition).waitUntilCondition(Definitions::isServed, SECONDS, TimeUnit.SECONDS);
        }));
    }

    /** A new one has a status whose conditions are null, and then the watch may see it before its names are accepted. */
    private static boolean isServed(CustomResourceDefinition found) {
        return found.getStatus() != null
                && found.getStatus().getConditions() != null
                && found.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    static void namespace(ApiServer server, String name, Map<String, String> labels) {
        server.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels(labels)
                        .endMetadata()
                        .build())
                .create();
    }

    private static CustomResourceDefinition definition(String group, String kind) {
        String singular = kind.toLowerCase(Locale.ROOT);
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(singular + "s." + group)
                .endMetadata()
                .withNewSpec()
                .withGroup(group)
                .withScope("Namespaced")
                .withNewNames()
                .withKind(kind)
                .withSingular(singular)
                .withPlural(singular + "s")
                .endNames()
                .addNewVersion()
                .withName("v1")
                .withServed(true)
                .withStorage(true)
                .withNewSchema()
                .withNewOpenAPIV3Schema()
                .withType("object")
                .withXKubernetesPreserveUnknownFields(true)
                .endOpenAPIV3Schema()
                .endSchema()
                .endVersion()
                .endSpec()
                .build();
    }
}
