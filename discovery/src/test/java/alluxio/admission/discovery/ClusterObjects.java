package alluxio.admission.discovery;

import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The objects of a live cluster. Workloads that have no status get ready pods. */
final class ClusterObjects {
    static final DiscoverySettings SETTINGS =
            new DiscoverySettings(List.of("alluxio"), DiscoverySettings.DEFAULT_HOST_PATHS, false);

    private final List<ObjectNode> objects = new ArrayList<>();

    private ClusterObjects() {}

    /** Of files in the test's resources, without their suffix. */
    static ClusterObjects of(String... files) {
        ClusterObjects objects = new ClusterObjects();
        Arrays.stream(files).forEach(file -> objects.with(text(file)));
        return objects;
    }

    static String text(String file) {
        try (InputStream in = ClusterObjects.class.getResourceAsStream("/" + file + ".yaml")) {
            if (in == null) {
                throw new AssertionError("no file " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** More of them, as YAML. */
    ClusterObjects with(String yaml) {
        new KubeYaml()
                .read(yaml, "test").stream()
                        .flatMap(document -> ManifestPod.objects(document.content()))
                        .forEach(objects::add);
        return this;
    }

    /** What the object has at a JSON pointer is replaced by this, or added. */
    ClusterObjects change(String kind, String name, String pointer, String yaml) {
        JsonNode value = new KubeYaml().read(yaml, "test").getFirst().content();
        int slash = pointer.lastIndexOf('/');
        ObjectNode parent = find(kind, name).withObject(pointer.substring(0, slash));
        parent.set(pointer.substring(slash + 1), value);
        return this;
    }

    /** Replaces a text in everything. */
    ClusterObjects replace(String text, String other) {
        String all = objects.toString();
        assertPresent(all, text);
        objects.clear();
        return with("{kind: List, items: " + all.replace(text, other) + "}");
    }

    private static void assertPresent(String all, String text) {
        if (!all.contains(text)) {
            throw new AssertionError("nothing has " + text);
        }
    }

    ClusterObjects without(String kind, String name) {
        objects.remove(find(kind, name));
        return this;
    }

    ObjectNode find(String kind, String name) {
        return objects.stream()
                .filter(o -> o.path("kind").stringValue("").equals(kind)
                        && o.at("/metadata/name").stringValue("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<ObjectNode> all() {
        return objects;
    }

    /** All of them are seen. */
    ClusterView view() {
        objects.stream()
                .filter(o -> Set.of("DaemonSet", "StatefulSet", "Deployment")
                        .contains(o.path("kind").stringValue("")))
                .filter(o -> !o.path("status").isObject())
                .forEach(o -> o.putObject("status").put("readyReplicas", 1).put("numberReady", 1));
        ManifestView seen = new ManifestView(objects, "alluxio");
        return new ClusterView() {
            @Override
            public List<ObjectNode> list(String kind, String namespace) {
                return seen.list(kind, namespace);
            }

            @Override
            public boolean isComplete(String kind, String namespace) {
                return true;
            }
        };
    }

    DiscoveryResult discover() {
        return discover(SETTINGS);
    }

    DiscoveryResult discover(DiscoverySettings settings) {
        return new Discovery(settings).discover(view());
    }

    /** The only Alluxio that is found. */
    DiscoveredCluster cluster() {
        DiscoveryResult found = discover();
        if (found.clusters().size() != 1) {
            throw new AssertionError(found.toString());
        }
        return found.clusters().getFirst();
    }
}
