package alluxio.admission.injector;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.GrowingPods.Dimension;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Allocated bytes and steps of the budget, of a pod and of one sixteen times as large. Times are printed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("An injection costs at most linear work in its pod")
class LinearInjectionTest {
    private static final int SMALL = 100;
    private static final int TIMES = 16;

    private final Map<String, Injector> injectors = injectors();
    private final List<String> slow = new ArrayList<>();

    private static Map<String, Injector> injectors() {
        Profile everything =
                Fixtures.with(Fixtures.everything(Set.of(Feature.values())), draft -> draft.scheduling = scheduling());
        Profile sidecar = Fixtures.sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.values());
        Profile tiers = Fixtures.tiersProfile("/mnt/ssd", "/mnt/hdd");
        Map<String, Injector> all = new TreeMap<>();
        all.put("everything", Fixtures.injector(everything));
        all.put("everything, onConflict warn", new Injector(Fixtures.configuration(everything, OnConflict.WARN)));
        all.put("sidecar", Fixtures.injector(sidecar));
        all.put("policy local", Fixtures.injector(tiers));
        return all;
    }

    private static SchedulingSettings scheduling() {
        return new SchedulingSettings(
                SchedulingMode.AUTO,
                List.of(
                        new LabelRequirement("disk", "In", List.of("ssd")),
                        new LabelRequirement("disk", "Exists", List.of())),
                Optional.of(List.of(new Toleration("alluxio", "Exists", "", ""))));
    }

    Stream<Arguments> cases() {
        return injectors.keySet().stream()
                .flatMap(name -> GrowingPods.all().stream().map(d -> Arguments.of(name, d)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void injection(String configuration, Dimension dimension) {
        Injector injector = Objects.requireNonNull(injectors.get(configuration));
        check(
                configuration,
                dimension,
                (pod, budget) -> injector.decide(new InjectionRequest(pod, "default", false), budget));
    }

    static Stream<Dimension> dimensions() {
        return GrowingPods.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dimensions")
    void removal(Dimension dimension) {
        Uninjector uninjector = new Uninjector();
        check("uninject", dimension, uninjector::remove);
    }

    private void check(String what, Dimension dimension, BiConsumer<ObjectNode, Budget> decision) {
        Cost small = cost(dimension, SMALL, decision);
        Cost large = cost(dimension, SMALL * TIMES, decision);
        if (large.millis() > 50) {
            slow.add(large.millis() + " ms: " + what + ": " + dimension + " " + large);
        }
        assertThat(large.isLinearFrom(small)).as("%s; %s", small, large).isTrue();
    }

    private static Cost cost(Dimension dimension, int size, BiConsumer<ObjectNode, Budget> decision) {
        ObjectNode pod = dimension.pod().apply(size);
        return Cost.of(pod.toString().length(), budget -> decision.accept(pod, budget));
    }

    @AfterAll
    void print() {
        slow.forEach(System.out::println);
    }
}
