package alluxio.admission.app.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.kube.AdmissionOperation;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.AdmissionRequest.Change;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.Finding.Identity;
import alluxio.admission.policy.InjectionPreview;
import alluxio.admission.policy.PolicyEngine;
import alluxio.admission.policy.SeenObjects;
import alluxio.admission.policy.rules.AllRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code kubectl apply -f FOLDER} for the folders of the system property {@code manifests.dir} and for the examples of the
 * rules, which show what rules want to know of each other's objects: in random orders, each object judged in a live cluster
 * that has what was applied before it.
 */
@DisplayName("A folder that is applied in any order")
class OrderOfApplyingTest {
    private static final String MANIFESTS = "manifests.dir";
    private static final int ORDERS = 100;
    private static final LocalDate TODAY = LocalDate.of(2030, 1, 1);
    private static final PolicyEngine ENGINE =
            new PolicyEngine(AllRules.registry(), PolicySettings.DEFAULT, InjectionPreview.NONE);

    private record ObjectKey(String kind, String namespace, String name) {
        static ObjectKey of(ObjectNode object) {
            return new ObjectKey(
                    object.path("kind").stringValue(""),
                    namespaceOf(object),
                    object.path("metadata").path("name").stringValue(""));
        }
    }

    @Test
    @DisplayName("is denied nothing that it is not denied as a whole, and nothing when it is applied again")
    void examples() {
        Map<String, List<ObjectNode>> folders = new TreeMap<>();
        RuleExamples.all()
                .forEach(example -> folders.put(
                        example.toString(),
                        example.documents().stream()
                                .flatMap(OrderOfApplyingTest::objects)
                                .toList()));
        folders.values().removeIf(objects -> objects.size() < 2);
        assertThat(folders.size()).isGreaterThan(50);
        folders.forEach((name, objects) -> applied(name, objects, 6));
    }

    @Test
    @DisplayName("is denied nothing that it is not denied as a whole: official manifests")
    void officialManifests() throws IOException {
        assumeTrue(System.getProperty(MANIFESTS) != null, "no folder of manifests was given by -D" + MANIFESTS);
        Map<String, List<ObjectNode>> folders = folders();
        folders.forEach((name, objects) -> applied(name, objects, ORDERS));
        System.out.println("order of applying: " + folders.size() + " folders, " + ORDERS + " orders each");
    }

    private static void applied(String folder, List<ObjectNode> objects, int orders) {
        for (int seed = 0; seed < orders; seed++) {
            List<ObjectNode> order = new ArrayList<>(objects);
            Collections.shuffle(order, new Random(seed));
            // Variants of an installation in one folder: of the objects of one name the last one counts.
            Map<ObjectKey, ObjectNode> variant = new LinkedHashMap<>();
            order.forEach(object -> variant.put(ObjectKey.of(object), object));
            assertApplied(folder + ", order " + seed, variant.values());
        }
    }

    private static void assertApplied(String description, Collection<ObjectNode> order) {
        SeenObjects whole = ENGINE.seen(view(order));
        Map<ObjectKey, ObjectNode> applied = new LinkedHashMap<>();
        Map<ObjectKey, Set<Identity>> expected = new HashMap<>();
        order.forEach(object -> expected.put(ObjectKey.of(object), denied(create(object), whole)));
        for (ObjectNode object : order) {
            Set<Identity> denied = denied(create(object), ENGINE.seenInCluster(view(applied.values())));
            assertThat(denied)
                    .as(description + ", " + ObjectKey.of(object))
                    .isSubsetOf(expected.get(ObjectKey.of(object)));
            ObjectNode stored = object.deepCopy();
            stored.withObject("/metadata").put("resourceVersion", String.valueOf(applied.size() + 1));
            applied.put(ObjectKey.of(object), stored);
        }
        SeenObjects all = ENGINE.seenInCluster(view(applied.values()));
        applied.values()
                .forEach(stored -> assertThat(denied(update(stored), all))
                        .as(description + ", " + ObjectKey.of(stored) + " applied again")
                        .isEmpty());
    }

    private static Set<Identity> denied(AdmissionRequest request, SeenObjects seen) {
        return ENGINE.evaluate(request, seen, TODAY, Budget.ofDecision()).denied().stream()
                .map(Finding::identity)
                .collect(Collectors.toSet());
    }

    private static AdmissionRequest create(ObjectNode object) {
        return AdmissionRequest.create(object, namespaceOf(object));
    }

    /** With a change that no rule is about, as what is the same is not judged at all. */
    private static AdmissionRequest update(ObjectNode stored) {
        ObjectNode changed = stored.deepCopy();
        changed.withObject("/spec").put("minReadySeconds", 7);
        return create(changed)
                .withChange(new Change(AdmissionOperation.UPDATE, Optional.of(changed), Optional.of(stored)));
    }

    private static ClusterView view(Collection<ObjectNode> objects) {
        return new ManifestView(List.copyOf(objects), "default");
    }

    private static String namespaceOf(ObjectNode object) {
        return object.path("metadata").path("namespace").stringValue("default");
    }

    private static Stream<ObjectNode> objects(JsonNode document) {
        return ManifestPod.objects(document)
                .filter(object -> !object.path("kind").stringValue("").equals("AdmissionReview"));
    }

    /** The manifests of each folder that has some. */
    private static Map<String, List<ObjectNode>> folders() throws IOException {
        KubeYaml yaml = new KubeYaml();
        Map<String, List<ObjectNode>> folders = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(Path.of(System.getProperty(MANIFESTS)))) {
            for (Path file :
                    walk.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                List<ObjectNode> objects =
                        folders.computeIfAbsent(String.valueOf(file.getParent()), _ -> new ArrayList<>());
                yaml.read(Files.readString(file), file.toString())
                        .forEach(document -> objects(document.content()).forEach(objects::add));
            }
        }
        return folders;
    }
}
