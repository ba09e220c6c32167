package alluxio.admission.app.linear;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Each feature by itself, in each of its ways, over every dimension of a client pod. */
@Tag("linear")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The cost of a feature grows no faster than the pod")
class EachFeatureTest {
    private static final int FROM = 1;
    private static final int TO = 8;

    private final Injector injector = new Injector(TestConfigurations.everything());
    private final Growths growths = new Growths();

    /** What a pod asks for, by annotations. */
    record Ask(String name, Map<String, String> annotations) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Ask> asks() {
        List<Ask> all = new ArrayList<>();
        for (String profile : List.of("alluxio", "tiers")) {
            for (Feature feature : Feature.values()) {
                all.add(ask(profile, feature.key(), "none"));
            }
            all.add(ask(profile, "", "env"));
        }
        all.add(ask("alluxio", "short-circuit", "file"));
        return all.stream();
    }

    private static Ask ask(String profile, String features, String options) {
        return new Ask(
                profile + " " + features + " " + options,
                Map.of(
                        "alluxio.io/profile", profile,
                        "alluxio.io/features", features,
                        "alluxio.io/client-options", options));
    }

    static Stream<Arguments> cases() {
        List<Dimension> clients = PodDimensions.all().stream()
                .filter(dimension -> dimension.name().startsWith("client:"))
                .toList();
        return asks().flatMap(ask -> clients.stream().map(dimension -> Arguments.of(ask, dimension)));
    }

    @AfterAll
    void report() {
        growths.print();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void isLinear(Ask ask, Dimension dimension) {
        Dimension asking =
                new Dimension(dimension.name(), n -> with(dimension.object().apply(n), ask));
        assertThat(growths.of(ask.name(), asking, FROM, TO, pod -> budget -> {
                    var decision = injector.decide(new InjectionRequest(pod, "team", false), budget);
                    assertThat(decision.patch()).isNotNull();
                }))
                .isEmpty();
    }

    private static ObjectNode with(ObjectNode pod, Ask ask) {
        ObjectNode annotations = (ObjectNode) pod.at("/metadata/annotations");
        ask.annotations().forEach(annotations::put);
        return pod;
    }
}
