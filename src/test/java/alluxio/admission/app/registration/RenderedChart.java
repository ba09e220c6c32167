package alluxio.admission.app.registration;

import alluxio.admission.app.chart.Chart;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The registrations that the chart renders: webhook configurations, policies and their bindings. The trees are never changed. */
final class RenderedChart {
    /** The label of the namespaces that a test's registrations are limited to, so that several can share an API server. */
    static final String SCOPE = "registration";

    private static final String GROUP = "admissionregistration.k8s.io/v1";

    private final List<ObjectNode> objects;

    private RenderedChart(List<ObjectNode> objects) {
        this.objects = objects;
    }

    /** @param settings of values, as {@code helm --set-json} takes them */
    static RenderedChart with(String... settings) {
        return in(Chart.NAMESPACE, settings);
    }

    /** As if it were installed in another namespace. */
    static RenderedChart in(String namespace, String... settings) {
        return new RenderedChart(Chart.renderIn(namespace, Chart.RELEASE, settings).stream()
                .filter(object -> object.path("apiVersion").asString("").equals(GROUP))
                .toList());
    }

    /** Objects of a test's own. */
    static RenderedChart of(List<ObjectNode> objects) {
        return new RenderedChart(objects);
    }

    List<ObjectNode> objects() {
        return objects;
    }

    List<ObjectNode> ofKind(String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asString("").equals(kind))
                .toList();
    }

    /** Those of these kinds only. */
    RenderedChart only(String... kinds) {
        return new RenderedChart(
                Stream.of(kinds).flatMap(kind -> ofKind(kind).stream()).toList());
    }

    /** Without the entries of webhooks that have other names. */
    RenderedChart onlyEntry(String name) {
        return changed(object -> {
            ArrayNode entries = (ArrayNode) object.path("webhooks");
            for (int i = entries.size() - 1; i >= 0; i--) {
                if (!entries.get(i).path("name").asString("").equals(name)) {
                    entries.remove(i);
                }
            }
        });
    }

    /** Every entry of the webhooks of a kind. */
    List<ObjectNode> webhooks() {
        return objects.stream()
                .flatMap(object -> object.path("webhooks").valueStream())
                .map(entry -> (ObjectNode) entry)
                .toList();
    }

    /** Under other names, and only for namespaces with the scope's label; all else stays as it was rendered. */
    RenderedChart scoped(String scope) {
        return changed(object -> {
            ObjectNode metadata = object.withObject("/metadata");
            metadata.put("name", metadata.path("name").asString("") + "-" + scope);
            if (object.path("kind").asString("").endsWith("PolicyBinding")) {
                ObjectNode spec = object.withObject("/spec");
                spec.put("policyName", spec.path("policyName").asString("") + "-" + scope);
            }
            object.path("webhooks").forEach(entry -> limit((ObjectNode) entry, scope));
            if (object.at("/spec/matchConstraints") instanceof ObjectNode constraints) {
                limit(constraints, scope);
            }
        });
    }

    private static void limit(ObjectNode selecting, String scope) {
        selecting.withObject("/namespaceSelector/matchLabels").put(SCOPE, scope);
    }

    /**
     * With a server on loopback in place of the Service, and time enough for a busy machine.
     *
     * @param port on which the entries' own paths are served
     */
    RenderedChart served(int port, String caPem) {
        return changed(object -> object.path("webhooks").forEach(node -> {
            ObjectNode entry = (ObjectNode) node;
            String path = entry.at("/clientConfig/service/path").asString("");
            entry.put("timeoutSeconds", 30);
            entry.putObject("clientConfig")
                    .put("url", "https://127.0.0.1:" + port + path)
                    .put("caBundle", Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII)));
        }));
    }

    private RenderedChart changed(Consumer<ObjectNode> change) {
        return new RenderedChart(objects.stream()
                .map(object -> {
                    ObjectNode copy = object.deepCopy();
                    change.accept(copy);
                    return copy;
                })
                .toList());
    }
}
