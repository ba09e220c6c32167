package alluxio.admission.app.injection;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.injection.TestPods.TestPod;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Removal;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.AlluxioCluster;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.ClientSettings;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.Profile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Any pod whose injection is taken back")
class UninjectionPropertiesTest {
    private static final List<Injector> INJECTORS = injectors();

    private final Uninjector uninjector = new Uninjector();

    static List<TestPod> pods() {
        return TestPods.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    @DisplayName("is exactly what it was, for every set of features, client options and either way of conflicts")
    void exact(TestPod test) {
        ObjectNode original = test.pod().deepCopy();
        // The annotation is the webhook's own; one that a pod brings along is overwritten, and no part of the pod.
        if (original.path("metadata").get("annotations") instanceof ObjectNode annotations) {
            annotations.remove(Keys.STATUS);
        }
        for (Injector injector : INJECTORS) {
            Decision decision = decide(injector, test.pod());
            if (decision instanceof Decision.Refused) {
                continue;
            }
            ObjectNode injected = apply(test.pod(), decision.patch());
            Removal removal = uninjector.remove(injected);
            assertThat(warnings(removal)).as(decision::toString).isEmpty();
            assertThat((JsonNode) apply(injected, removal.patch()))
                    .as(decision::toString)
                    .isEqualTo(original);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    @DisplayName("is exactly what it was, with what another webhook put in between two injections")
    void reinvoked(TestPod test) {
        ObjectNode original = test.pod().deepCopy();
        if (original.path("metadata").get("annotations") instanceof ObjectNode annotations) {
            annotations.remove(Keys.STATUS);
        }
        Injector few = INJECTORS.getFirst();
        for (Injector more : INJECTORS) {
            if (decide(few, test.pod()) instanceof Decision.Refused
                    || decide(more, test.pod()) instanceof Decision.Refused) {
                continue;
            }
            ObjectNode once = apply(test.pod(), decide(few, test.pod()).patch());
            addContainer(once);
            Decision second = decide(more, once);
            if (second instanceof Decision.Refused) {
                continue;
            }
            ObjectNode twice = apply(once, second.patch());
            Removal removal = uninjector.remove(twice);
            ObjectNode expected = original.deepCopy();
            addContainer(expected);
            assertThat(warnings(removal)).as(second::toString).isEmpty();
            assertThat((JsonNode) apply(twice, removal.patch()))
                    .as(second::toString)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    @DisplayName("has nothing more to take out")
    void idempotent(TestPod test) {
        ObjectNode injected =
                apply(test.pod(), decide(INJECTORS.getLast(), test.pod()).patch());
        ObjectNode once = apply(injected, uninjector.remove(injected).patch());
        assertThat(uninjector.remove(once)).isInstanceOf(Removal.NothingInjected.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    @DisplayName("and was damaged anywhere since gets a result, never an exception, and no mount without its volume")
    void total(TestPod test) {
        ObjectNode injected =
                apply(test.pod(), decide(INJECTORS.getLast(), test.pod()).patch());
        List<JsonNode> junk = List.of(
                JsonNodeFactory.instance.nullNode(),
                JsonNodeFactory.instance.stringNode("x"),
                JsonNodeFactory.instance.arrayNode().add(JsonNodeFactory.instance.nullNode()),
                JsonNodeFactory.instance.objectNode());
        List<String> pointers = Damage.pointers(injected);
        // From both ends: what the injection added is at the end of its lists.
        List<String> some = new ArrayList<>(pointers.subList(0, Math.min(60, pointers.size())));
        some.addAll(pointers.subList(Math.max(0, pointers.size() - 60), pointers.size()));
        for (String pointer : some) {
            for (JsonNode bad : junk) {
                ObjectNode damaged = Damage.replace(injected, pointer, bad);
                Removal removal = uninjector.remove(damaged);
                if (removal instanceof Removal.Uninjected) {
                    ObjectNode result = apply(damaged, removal.patch());
                    assertThat(danglingMounts(result))
                            .as("%s at %s", bad, pointer)
                            .isSubsetOf(danglingMounts(damaged));
                    assertThat(uninjector.remove(result)).isInstanceOf(Removal.NothingInjected.class);
                }
            }
        }
    }

    private static List<String> danglingMounts(ObjectNode pod) {
        List<String> volumes = pod.at("/spec/volumes")
                .valueStream()
                .map(volume -> volume.path("name").stringValue(""))
                .toList();
        List<String> dangling = new ArrayList<>();
        for (String list : List.of("initContainers", "containers")) {
            pod.path("spec")
                    .path(list)
                    .forEach(container -> container
                            .path("volumeMounts")
                            .valueStream()
                            .map(mount -> mount.path("name").stringValue(""))
                            .filter(name -> !volumes.contains(name))
                            .forEach(dangling::add));
        }
        return dangling;
    }

    private static void addContainer(ObjectNode pod) {
        pod.withObject("/spec")
                .withArrayProperty("containers")
                .addObject()
                .put("name", "late")
                .put("image", "late:1");
    }

    private static List<Injector> injectors() {
        List<Injector> injectors = new ArrayList<>();
        List<Feature> features = List.of(Feature.values());
        for (int bits = 0; bits < 1 << features.size(); bits++) {
            Set<Feature> set = EnumSet.noneOf(Feature.class);
            for (int i = 0; i < features.size(); i++) {
                if ((bits >> i & 1) == 1) {
                    set.add(features.get(i));
                }
            }
            for (ClientOptions options : ClientOptions.values()) {
                for (OnConflict onConflict : OnConflict.values()) {
                    injectors.add(new Injector(configuration(set, options, onConflict)));
                }
            }
        }
        return injectors;
    }

    private static AdmissionConfiguration configuration(
            Set<Feature> features, ClientOptions options, OnConflict onConflict) {
        Map<String, Profile> profiles = new TreeMap<>();
        TestConfigurations.everything()
                .profiles()
                .forEach((name, profile) -> profiles.put(name, profile(profile, features, options)));
        return new AdmissionConfiguration(
                "alluxio",
                profiles,
                TestConfigurations.access(),
                new InjectionSettings(onConflict, List.of(), Set.of()),
                PolicySettings.DEFAULT);
    }

    private static Profile profile(Profile p, Set<Feature> features, ClientOptions options) {
        return new Profile(
                p.name(),
                new AlluxioCluster(
                        p.namespace(),
                        p.cluster().version(),
                        p.masters(),
                        p.cluster().workerUid()),
                new ClientSettings(options, p.client().properties()),
                new FeatureSettings(
                        p.shortCircuit(),
                        p.fuse(),
                        p.hdfs(),
                        List.of(
                                new HostAlias("10.0.0.7", List.of("namenode", "a.example")),
                                new HostAlias("10.0.0.8", List.of("datanode")))),
                p.scheduling(),
                features);
    }

    private static Decision decide(Injector injector, ObjectNode pod) {
        return injector.decide(new InjectionRequest(pod, "alluxio", false));
    }

    private static List<Note> warnings(Removal removal) {
        return removal.notes().stream()
                .filter(note -> note.severity() == Note.NoteSeverity.WARNING)
                .toList();
    }

    private static ObjectNode apply(ObjectNode pod, JsonPatch patch) {
        return (ObjectNode) io.fabric8.zjsonpatch.JsonPatch.apply(patch.toJson(), pod);
    }
}
