package alluxio.admission.app.linear;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.discovery.Discovery;
import alluxio.admission.discovery.ObjectOrigin;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An Alluxio and what can grow in its namespace: discovery reads it again whenever something there changes. */
@Tag("linear")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The cost of discovery grows no faster than the objects")
class DiscoveryCostTest {
    private static final int FROM = 1;
    private static final int TO = 8;
    private static final Path CHART = Path.of("../discovery/src/test/resources/chart-2.9.yaml");
    private static final DiscoverySettings SETTINGS =
            new DiscoverySettings(List.of("alluxio"), DiscoverySettings.DEFAULT_HOST_PATHS, false);

    private final Growths growths = new Growths();

    static Stream<Dimension> dimensions() {
        return Stream.of(
                more("Service", "{metadata: {name: s-#}, spec: {selector: {role: alluxio-master, app: s-#}}}"),
                more("ConfigMap", "{metadata: {name: c-#}, data: {a: b}}"),
                more(
                        "Deployment",
                        "{metadata: {name: d-#}, spec: {template: {metadata: {labels: {app: d-#}}, spec: {containers: "
                                + "[{name: a, image: nginx}]}}}}"),
                more(
                        "DaemonSet",
                        "{metadata: {name: w-#}, spec: {template: {metadata: {labels: {app: alluxio}}, spec: {containers: "
                                + "[{name: alluxio-worker, image: alluxio/alluxio, envFrom: [{configMapRef: {name: alluxio-config}}]}]}}}}"),
                in("DaemonSet", "/spec/template/spec/hostAliases", "{ip: 10.0.0.1, hostnames: [name-#]}"),
                in("DaemonSet", "/spec/template/spec/volumes", "{name: v-#, hostPath: {path: /mnt/#}}"),
                in("DaemonSet", "/spec/template/spec/tolerations", "{key: k-#, operator: Exists}"),
                in(
                        "DaemonSet",
                        "/spec/template/spec/containers",
                        "{name: c-#, image: 'alluxio/alluxio:2.9.6', args: [worker]}"),
                in(
                        "DaemonSet",
                        "/spec/template/spec/containers/0/volumeMounts",
                        "{name: v-#, mountPath: /opt/domain/#}"),
                in("DaemonSet", "/spec/template/spec/containers/0/env", "{name: E_#, value: '$(E_0)'}"),
                in(
                        "DaemonSet",
                        "/spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution"
                                + "/nodeSelectorTerms",
                        "{matchExpressions: [{key: k-#, operator: Exists}]}"),
                member("DaemonSet", "/spec/template/spec/nodeSelector", "key-#"),
                member("DaemonSet", "/spec/template/metadata/labels", "key-#"),
                member("ConfigMap", "/data", "KEY_#"),
                member("Service", "/spec/selector", "key-#"),
                text("ConfigMap", "/data/ALLUXIO_MASTER_JAVA_OPTS", " -Dalluxio.master.rpc.addresses=", "m-#:1,"),
                text("ConfigMap", "/data/ALLUXIO_WORKER_JAVA_OPTS", " ", "${ALLUXIO_JAVA_OPTS} "),
                text("DaemonSet", "/spec/template/spec/containers/0/args/0", "worker-only", "x"));
    }

    private static Dimension dimension(String name, IntFunction<ObjectNode> object) {
        return new Dimension("discovery: " + name, object);
    }

    private static Dimension more(String kind, String yaml) {
        return dimension(kind + "s", n -> {
            ObjectNode list = chart();
            IntStream.range(0, n)
                    .forEach(i ->
                            ((ArrayNode) list.path("items")).add(item(yaml, i).put("kind", kind)));
            return list;
        });
    }

    private static Dimension in(String kind, String pointer, String yaml) {
        return dimension(kind + " " + pointer, n -> {
            ObjectNode list = chart();
            ArrayNode items = first(list, kind).withArray(pointer);
            IntStream.range(0, n).forEach(i -> items.add(item(yaml, i)));
            return list;
        });
    }

    private static Dimension member(String kind, String pointer, String key) {
        return dimension(kind + " " + pointer, n -> {
            ObjectNode list = chart();
            ObjectNode members = first(list, kind).withObject(pointer);
            IntStream.range(0, n).forEach(i -> members.put(key.replace("#", "" + i), "value"));
            return list;
        });
    }

    private static Dimension text(String kind, String pointer, String start, String repeated) {
        return dimension(kind + " " + pointer + " " + repeated, n -> {
            ObjectNode list = chart();
            StringBuilder value = new StringBuilder(start);
            IntStream.range(0, n).forEach(i -> value.append(repeated.replace("#", "" + i)));
            int slash = pointer.lastIndexOf('/');
            String last = pointer.substring(slash + 1);
            JsonNode parent = first(list, kind).at(pointer.substring(0, slash));
            if (parent instanceof ArrayNode array) {
                array.set(Integer.parseInt(last), value.toString());
            } else {
                ((ObjectNode) parent).put(last, value.toString());
            }
            return list;
        });
    }

    private static ObjectNode item(String yaml, int number) {
        return (ObjectNode) JsonMapper.shared().readTree(json(yaml).replace("#", "" + number));
    }

    private static String json(String yaml) {
        return new KubeYaml().read(yaml, "item").getFirst().content().toString();
    }

    private static ObjectNode first(ObjectNode list, String kind) {
        return (ObjectNode) list.path("items")
                .valueStream()
                .filter(object -> object.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode chart() {
        try {
            ObjectNode list = JsonNodeFactory.instance.objectNode();
            ArrayNode items = list.putArray("items");
            new KubeYaml().read(Files.readString(CHART), "chart").forEach(document -> items.add(document.content()));
            return list;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void report() {
        growths.print();
    }

    @ParameterizedTest
    @MethodSource("dimensions")
    void isLinear(Dimension dimension) {
        Discovery discovery = new Discovery(SETTINGS, ObjectOrigin.MANIFESTS);
        assertThat(growths.of("", dimension, FROM, TO, list -> {
                    List<ObjectNode> objects = new ArrayList<>();
                    list.path("items").forEach(object -> objects.add((ObjectNode) object));
                    ManifestView view = new ManifestView(objects, "alluxio");
                    return _ -> discovery.discover(view);
                }))
                .isEmpty();
    }
}
