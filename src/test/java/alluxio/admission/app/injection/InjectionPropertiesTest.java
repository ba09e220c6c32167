package alluxio.admission.app.injection;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.injection.TestPods.TestPod;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Keys;
import io.fabric8.zjsonpatch.JsonDiff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Any pod")
class InjectionPropertiesTest {
    /** Objects whose values Kubernetes wants to be strings: a planted object would be a mistake of the pod. */
    private static final Set<String> STRING_MAPS = Set.of("labels", "annotations", "nodeSelector", "matchLabels");

    private final Injector injector = new Injector(TestConfigurations.everything());

    static List<TestPod> pods() {
        return TestPods.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    @DisplayName("keeps everything that the patch does not name, unknown fields at every level included")
    void onlyWhatItNames(TestPod test) {
        ObjectNode pod = test.pod();
        plant(pod);
        Decision decision = decide(pod);
        ObjectNode result = apply(pod, decision.patch());
        assertUnchanged(pod, result, "", new Named(decision.patch()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    @DisplayName("is changed by its patch as an API server would change it")
    void applied(TestPod test) {
        JsonPatch patch = decide(test.pod()).patch();
        assertThat(patch.appliedTo(test.pod())).isEqualTo(apply(test.pod(), patch));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    @DisplayName("is complete after one decision")
    void idempotent(TestPod test) {
        Decision first = decide(test.pod());
        ObjectNode once = apply(test.pod(), first.patch());
        Decision second = decide(once);
        assertThat(second.patch()).isEqualTo(JsonPatch.EMPTY);
        assertThat(second.getClass()).isEqualTo(first.getClass());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    @DisplayName("gets the same whichever way its volumes, mounts, aliases and containers are ordered")
    void orderDoesNotMatter(TestPod test) {
        ObjectNode reversed = test.pod().deepCopy();
        ObjectNode spec = (ObjectNode) reversed.get("spec");
        List.of("volumes", "hostAliases", "containers").forEach(list -> reverse(spec, list));
        spec.path("containers").forEach(container -> reverse((ObjectNode) container, "volumeMounts"));
        Decision decision = decide(test.pod());
        Decision other = decide(reversed);
        assertThat(other.getClass()).isEqualTo(decision.getClass());
        if (decision instanceof Decision.Refused refused) {
            assertThat(((Decision.Refused) other).refusals()).containsExactlyInAnyOrderElementsOf(refused.refusals());
        } else {
            assertThat(added(apply(reversed, other.patch()))).isEqualTo(added(apply(test.pod(), decision.patch())));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    @DisplayName("is decided alike every time, in every instance")
    void deterministic(TestPod test) {
        assertThat(new Injector(TestConfigurations.everything()).decide(request(test.pod())))
                .isEqualTo(decide(test.pod()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    @DisplayName("without the label is not touched, and with \"false\" neither")
    void notAsked(TestPod test) {
        ObjectNode labels = (ObjectNode) test.pod().at("/metadata/labels");
        labels.put("alluxio.io/inject", "false");
        assertThat(injector.decide(new InjectionRequest(test.pod(), "alluxio", true)))
                .isInstanceOf(Decision.NotOptedIn.class);
        labels.remove("alluxio.io/inject");
        assertThat(decide(test.pod())).isInstanceOf(Decision.NotOptedIn.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    @DisplayName("that is damaged anywhere gets a decision, never an exception")
    void total(TestPod test) {
        List<JsonNode> junk = List.of(
                JsonNodeFactory.instance.nullNode(),
                JsonNodeFactory.instance.stringNode("x"),
                JsonNodeFactory.instance.numberNode(5),
                JsonNodeFactory.instance.arrayNode().add(JsonNodeFactory.instance.nullNode()),
                JsonNodeFactory.instance.objectNode());
        List<String> pointers = Damage.pointers(test.pod()).stream().limit(60).toList();
        for (String pointer : pointers) {
            for (JsonNode bad : junk) {
                ObjectNode damaged = Damage.replace(test.pod(), pointer, bad);
                Decision decision = decide(damaged);
                if (!(decision instanceof Decision.Refused)) {
                    assertThat(decide(apply(damaged, decision.patch())).patch())
                            .as("%s at %s", bad, pointer)
                            .isEqualTo(JsonPatch.EMPTY);
                }
            }
        }
    }

    @Test
    @DisplayName("has siblings enough: the test pods are many, and most of them are injected")
    void enough() {
        assertThat(TestPods.odd().size() + TestPods.large().size()).isGreaterThanOrEqualTo(60);
        long injected = pods().stream()
                .filter(test -> decide(test.pod()) instanceof Decision.Injected)
                .count();
        assertThat(injected).isGreaterThan(pods().size() * 7L / 10);
    }

    private static void reverse(ObjectNode owner, String list) {
        if (owner.get(list) instanceof ArrayNode items) {
            ArrayNode reversed = owner.putArray(list);
            for (int i = items.size() - 1; i >= 0; i--) {
                reversed.add(items.get(i));
            }
        }
    }

    /** What the status says was added, which is sorted. */
    private static JsonNode added(ObjectNode pod) {
        String status =
                pod.path("metadata").path("annotations").path(Keys.STATUS).stringValue("{}");
        return JsonMapper.shared().readTree(status).path("added");
    }

    private Decision decide(ObjectNode pod) {
        return injector.decide(request(pod));
    }

    private static InjectionRequest request(ObjectNode pod) {
        return new InjectionRequest(pod, "alluxio", false);
    }

    private static ObjectNode apply(ObjectNode pod, JsonPatch patch) {
        return (ObjectNode) io.fabric8.zjsonpatch.JsonPatch.apply(patch.toJson(), pod);
    }

    private static void plant(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(entry -> !STRING_MAPS.contains(entry.getKey()))
                    .toList()
                    .forEach(entry -> plant(entry.getValue()));
            object.putObject("x-unknown").putArray("deep").addNull().addObject();
            object.putNull("x-null");
        } else {
            node.forEach(InjectionPropertiesTest::plant);
        }
    }

    /**
     * What the operations of a patch name: members that they set, how many items each list gains, and the position at which
     * items were inserted, all of a list in one place: containers all at the same, last of all; variables one behind the other, and
     * later pointers into that list are those of the longer one.
     */
    private record Named(Map<String, Integer> appended, Map<String, List<Integer>> inserted, Set<String> set) {
        private static final Pattern ITEM = Pattern.compile("(.*)/([0-9]+)");
        private static final Pattern VARIABLE = Pattern.compile("(.*/env)/([0-9]+)(/.*)");

        Named(JsonPatch patch) {
            this(new HashMap<>(), new HashMap<>(), new java.util.HashSet<>());
            patch.operations().forEach(operation -> {
                Matcher item = ITEM.matcher(operation.path());
                if (operation.path().endsWith("/-")) {
                    appended.merge(
                            operation.path().substring(0, operation.path().length() - 2), 1, Integer::sum);
                } else if (operation instanceof JsonPatch.Add && item.matches()) {
                    List<Integer> positions = inserted.computeIfAbsent(item.group(1), list -> new ArrayList<>());
                    positions.add(Integer.parseInt(item.group(2)));
                    int first = positions.getFirst();
                    int each = item.group(1).endsWith("/env") ? 1 : 0;
                    assertThat(positions.getLast()).as(item.group(1)).isEqualTo(first + each * (positions.size() - 1));
                } else {
                    set.add(before(operation.path()));
                }
            });
        }

        /** The pointer in the pod as it was of one into a list of variables that has become longer. */
        private String before(String path) {
            Matcher variable = VARIABLE.matcher(path);
            if (!variable.matches()) {
                return path;
            }
            List<Integer> positions = inserted.getOrDefault(variable.group(1), List.of());
            int index = Integer.parseInt(variable.group(2));
            boolean behind = !positions.isEmpty() && index > positions.getLast();
            return variable.group(1) + "/" + (behind ? index - positions.size() : index) + variable.group(3);
        }

        int gained(String list) {
            return appended.getOrDefault(list, 0)
                    + inserted.getOrDefault(list, List.of()).size();
        }

        /** Where an item of a list stands afterwards. */
        int after(String list, int position) {
            List<Integer> positions = inserted.getOrDefault(list, List.of());
            return !positions.isEmpty() && positions.getFirst() <= position ? position + positions.size() : position;
        }
    }

    private static void assertUnchanged(JsonNode before, JsonNode after, String pointer, Named named) {
        if (named.set().contains(pointer)) {
            return;
        }
        switch (before) {
            case ObjectNode object -> {
                object.properties().forEach(entry -> {
                    String child =
                            pointer + "/" + entry.getKey().replace("~", "~0").replace("/", "~1");
                    assertThat(after.has(entry.getKey())).as(child).isTrue();
                    assertUnchanged(entry.getValue(), after.get(entry.getKey()), child, named);
                });
                after.properties().stream()
                        .filter(entry -> !object.has(entry.getKey()))
                        .forEach(entry -> assertThat(named.set())
                                .contains(pointer + "/"
                                        + entry.getKey().replace("~", "~0").replace("/", "~1")));
            }
            case ArrayNode array -> {
                assertThat(after.size()).as(pointer).isEqualTo(array.size() + named.gained(pointer));
                for (int i = 0; i < array.size(); i++) {
                    assertUnchanged(array.get(i), after.get(named.after(pointer, i)), pointer + "/" + i, named);
                }
            }
            default ->
                assertThat(JsonDiff.asJson(before, after).isEmpty()).as(pointer).isTrue();
        }
    }
}
