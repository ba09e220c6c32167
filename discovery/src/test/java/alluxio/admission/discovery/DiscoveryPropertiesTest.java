package alluxio.admission.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import alluxio.admission.model.configuration.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Discovery has a result for any objects")
class DiscoveryPropertiesTest {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "2147483648",
            "1e99",
            "\"\"",
            "\"$(X) ${Y}\"",
            "[]",
            "{}",
            "[null,[{}]]",
            "{\"name\":7}",
            "\"a,b:c\"",
            "\"/\"",
            "\"..\"",
            "\"\\u0000\"");

    @Test
    @DisplayName("and for each of them with a part that is broken; never a directory that is not allowed")
    void broken() {
        Random random = new Random(16);
        int survived = 0;
        ClusterObjects whole = ClusterObjects.of("chart-2.9");
        whole.view();
        for (int i = 0; i < 1_000; i++) {
            ClusterObjects objects = ClusterObjects.of();
            whole.all().forEach(object -> objects.all().add(object.deepCopy()));
            for (int changes = 0; changes <= i % 3; changes++) {
                breakOne(objects.all().get(random.nextInt(objects.all().size())), random);
            }
            DiscoveryResult found = objects.discover();
            found.clusters().forEach(DiscoveryPropertiesTest::assertAllowed);
            survived += found.clusters().size();
        }
        assertThat(survived).isBetween(300, 1_000);
    }

    private static void assertAllowed(DiscoveredCluster cluster) {
        Profile profile = cluster.profile();
        assertThat(profile.masters()).isNotEmpty().allMatch(master -> master.port() > 0);
        profile.shortCircuit()
                .flatMap(s -> s.hostPath())
                .ifPresent(
                        path -> assertThat(ClusterObjects.SETTINGS.allows(path)).isTrue());
        profile.fuse()
                .flatMap(f -> f.hostPath())
                .ifPresent(
                        path -> assertThat(ClusterObjects.SETTINGS.allows(path)).isTrue());
    }

    /** Replaces or removes one value somewhere below. */
    private static void breakOne(JsonNode node, Random random) {
        JsonNode at = node;
        while (true) {
            List<String> names = new ArrayList<>(at.propertyNames());
            int size = at.isArray() ? at.size() : names.size();
            if (size == 0) {
                return;
            }
            int index = random.nextInt(size);
            JsonNode child = at.isArray() ? at.get(index) : at.get(names.get(index));
            if (child.isContainer() && !child.isEmpty() && random.nextInt(6) > 0) {
                at = child;
                continue;
            }
            JsonNode value = JsonMapper.shared().readTree(VALUES.get(random.nextInt(VALUES.size())));
            switch (at) {
                case ArrayNode list -> list.set(index, value);
                case ObjectNode object -> object.set(names.get(index), value);
                default -> throw new AssertionError(at);
            }
            return;
        }
    }

    @Test
    @DisplayName("also where lists have what is no workload at all")
    void strangeObjects() {
        ClusterObjects objects = ClusterObjects.of("chart-2.9");
        for (String kind : List.of("DaemonSet", "Service", "ConfigMap", "StatefulSet", "Deployment", "Unknown")) {
            objects.all().add(JsonNodeFactory.instance.objectNode().put("kind", kind));
            objects.all()
                    .add(JsonNodeFactory.instance
                            .objectNode()
                            .put("kind", kind)
                            .put("metadata", "x")
                            .put("spec", 3));
        }
        assertThatCode(objects::view).doesNotThrowAnyException();
        assertThat(objects.discover().clusters()).hasSize(1);
    }

    @Test
    @DisplayName("and the same for the same objects in any order")
    void order() {
        List<ObjectNode> objects =
                new ArrayList<>(ClusterObjects.of("chart-2.9").all());
        ObjectNode second = ClusterObjects.of("chart-2.9")
                .find("DaemonSet", "alluxio-worker")
                .deepCopy();
        second.withObject("/metadata").put("name", "alluxio-worker-2");
        objects.add(second);
        DiscoveryResult first = result(objects);
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(objects, new Random(seed));
            assertThat(result(objects)).isEqualTo(first);
        }
    }

    private static DiscoveryResult result(List<ObjectNode> objects) {
        ClusterObjects all = ClusterObjects.of();
        all.all().addAll(objects);
        return all.discover();
    }
}
