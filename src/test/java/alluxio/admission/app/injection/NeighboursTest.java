package alluxio.admission.app.injection;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.injection.TestPods.TestPod;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Removal;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.alluxio.PropertyKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Any pod whose variables other webhooks change, before, between and after injections,")
class NeighboursTest {
    private static final String MASTER = "-D" + PropertyKeys.MASTER_HOSTNAME + "=alluxio-master-0.alluxio";
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\$|\\(([^)]*)\\))");

    private final Injector injector = new Injector(TestConfigurations.everything());
    private final Injector moved = new Injector(TestConfigurations.everything("elsewhere"));

    static List<TestPod> pods() {
        return TestPods.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    @DisplayName(
            "loses nothing of the user's or of theirs, is complete after two calls, and can be uninjected without a trace")
    void neighbours(TestPod test) {
        ObjectNode original = test.pod();
        for (NeighbouringVariables first : NeighbouringVariables.values()) {
            for (NeighbouringVariables second : after(first, test)) {
                ObjectNode once = inject(injector, first.apply(original));
                if (once == null) {
                    continue;
                }
                ObjectNode changed = second.apply(once);
                ObjectNode twice = inject(injector, changed);
                if (twice == null) {
                    continue;
                }
                String where = first + ", then " + second;
                assertThat(decide(injector, twice).patch()).as(where).isEqualTo(JsonPatch.EMPTY);
                assertThat(foreign(twice)).as(where).isEqualTo(foreign(changed));
                assertSeen(where, twice);
                assertGone(where, twice);
                assertGone(where + " twice", second.apply(twice));
                ObjectNode renewed = inject(moved, changed);
                if (renewed != null) {
                    assertThat(renewed.toString()).as(where).doesNotContain("alluxio-master-0.alluxio");
                    assertThat(decide(moved, renewed).patch()).as(where).isEqualTo(JsonPatch.EMPTY);
                }
            }
        }
    }

    /** All, or for pods that are many or large two. */
    private static List<NeighbouringVariables> after(NeighbouringVariables first, TestPod test) {
        List<NeighbouringVariables> all = List.of(NeighbouringVariables.values());
        return test.origin().startsWith("odd") ? all : List.of(first, all.get((all.indexOf(first) + 1) % all.size()));
    }

    /** The JVMs of the containers see the injected master, whatever stands around it. */
    private static void assertSeen(String where, ObjectNode pod) {
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : pod.path("spec").path(list)) {
                boolean injected = container
                        .path("env")
                        .valueStream()
                        .filter(entry -> entry.path("name").stringValue("").equals(JavaToolOptions.NAME))
                        .anyMatch(entry -> List.of(
                                        entry.path("value").stringValue("").split(" "))
                                .contains(MASTER));
                if (injected) {
                    assertThat(JavaToolOptions.parse(expanded(container.path("env")))
                                    .flatMap(options -> options.property(PropertyKeys.MASTER_HOSTNAME)))
                            .as(where + ": " + container)
                            .contains("alluxio-master-0.alluxio");
                }
            }
        }
    }

    /** The variable as the kubelet makes it: each reference gets what is defined before it. */
    private static String expanded(JsonNode env) {
        Map<String, String> values = new HashMap<>();
        for (JsonNode entry : env) {
            String value = REFERENCE
                    .matcher(entry.path("value").stringValue(""))
                    .replaceAll(match -> Matcher.quoteReplacement(
                            match.group(1) == null ? "$" : values.getOrDefault(match.group(1), match.group())));
            values.put(entry.path("name").stringValue(""), value);
        }
        return values.getOrDefault(JavaToolOptions.NAME, "");
    }

    /** The variables without what is injected. */
    private static List<String> foreign(ObjectNode pod) {
        List<String> all = new ArrayList<>();
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : pod.path("spec").path(list)) {
                List<String> texts = container
                        .path("env")
                        .valueStream()
                        .map(entry -> entry.toString().replaceAll(" ?-Dalluxio\\.[^ \"]*", ""))
                        .filter(text -> !text.contains("ALLUXIO_") && !text.contains("HADOOP_CONF_DIR"))
                        .sorted()
                        .toList();
                all.addAll(texts);
            }
        }
        return all;
    }

    private static void assertGone(String where, ObjectNode pod) {
        Removal removal = new Uninjector().remove(pod);
        ObjectNode left = apply(pod, ((Removal.Uninjected) removal).patch());
        assertThat(left.path("spec").toString().contains("alluxio-master-0.alluxio"))
                .as(where + ": " + left)
                .isFalse();
        assertThat(new Uninjector().remove(left)).isInstanceOf(Removal.NothingInjected.class);
    }

    private static @Nullable ObjectNode inject(Injector with, ObjectNode pod) {
        Decision decision = decide(with, pod);
        return decision instanceof Decision.Injected ? apply(pod, decision.patch()) : null;
    }

    private static Decision decide(Injector with, ObjectNode pod) {
        return with.decide(new InjectionRequest(pod, "alluxio", false));
    }

    private static ObjectNode apply(ObjectNode pod, JsonPatch patch) {
        return (ObjectNode) io.fabric8.zjsonpatch.JsonPatch.apply(patch.toJson(), pod);
    }
}
