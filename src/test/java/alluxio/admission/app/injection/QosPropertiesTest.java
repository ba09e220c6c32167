package alluxio.admission.app.injection;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.injection.TestPods.TestPod;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Keys;
import alluxio.admission.model.kube.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The class is computed here as pkg/apis/core/v1/helper/qos does it, apart from what the injector has for it. */
@DisplayName("The QoS class of any pod")
class QosPropertiesTest {
    private enum Qos {
        BEST_EFFORT,
        BURSTABLE,
        GUARANTEED
    }

    private final Injector injector = new Injector(TestConfigurations.everything());

    @Test
    @DisplayName("does not become worse by an injection, which is complete after one decision and taken out exactly")
    void notWorse() {
        int guaranteed = 0;
        for (TestPod test : TestPods.all()) {
            for (ObjectNode pod : variants(test.pod())) {
                Decision decision = injector.decide(new InjectionRequest(pod, "alluxio", false));
                if (!(decision instanceof Decision.Injected)) {
                    continue;
                }
                ObjectNode injected = apply(pod, decision.patch());
                assertThat(qos(injected)).as(test::toString).isGreaterThanOrEqualTo(qos(pod));
                if (qos(injected) == Qos.GUARANTEED
                        && injected.toString().contains("\"name\":\"alluxio-fuse-unmount\"")) {
                    guaranteed++;
                }
                assertThat(injector.decide(new InjectionRequest(injected, "alluxio", false))
                                .patch())
                        .as(test::toString)
                        .isEqualTo(JsonPatch.EMPTY);
                ObjectNode expected = pod.deepCopy();
                if (expected.path("metadata").get("annotations") instanceof ObjectNode annotations) {
                    annotations.remove(Keys.STATUS);
                }
                assertThat((JsonNode) apply(
                                injected, new Uninjector().remove(injected).patch()))
                        .as(test::toString)
                        .isEqualTo(expected);
            }
        }
        assertThat(guaranteed).isGreaterThan(10);
    }

    /** With the sidecar; with every container as in a Guaranteed pod; and with resources of the pod itself. */
    private static List<ObjectNode> variants(ObjectNode pod) {
        List<ObjectNode> variants = new ArrayList<>();
        for (boolean equal : new boolean[] {false, true}) {
            ObjectNode variant = pod.deepCopy();
            variant.withObject("/metadata").withObject("annotations").put(Keys.FUSE_MODE, "sidecar");
            if (equal) {
                containers(variant).forEach(container -> {
                    ObjectNode resources = ((ObjectNode) container).putObject("resources");
                    resources.putObject("limits").put("cpu", "100m").put("memory", "1Gi");
                });
            }
            variants.add(variant);
            ObjectNode podLevel = variant.deepCopy();
            podLevel.withObject("/spec")
                    .putObject("resources")
                    .putObject("limits")
                    .put("cpu", "1000")
                    .put("memory", "1000Gi");
            variants.add(podLevel);
        }
        return variants;
    }

    private static Stream<JsonNode> containers(ObjectNode pod) {
        return Stream.of("initContainers", "containers")
                .flatMap(list -> pod.path("spec").path(list) instanceof ArrayNode array
                        ? array.valueStream().filter(JsonNode::isObject)
                        : Stream.empty());
    }

    private static Qos qos(ObjectNode pod) {
        if (pod.path("spec").path("resources") instanceof ObjectNode resources) {
            return qos(completed(pod, resources.deepCopy()));
        }
        List<Qos> all = containers(pod)
                .map(container -> qos(container.path("resources")))
                .distinct()
                .toList();
        return all.size() == 1 ? all.getFirst() : Qos.BURSTABLE;
    }

    /** With the requests of the containers, where the pod has a limit and no request (defaultPodRequests). */
    private static ObjectNode completed(ObjectNode pod, ObjectNode resources) {
        resources.path("limits").properties().forEach(limit -> {
            List<BigDecimal> asked = containers(pod)
                    .map(container -> container.path("resources"))
                    .flatMap(own -> amount(own.path("requests").path(limit.getKey()))
                            .or(() -> amount(own.path("limits").path(limit.getKey())))
                            .stream())
                    .toList();
            ObjectNode requests = resources.withObject("requests");
            if (!requests.has(limit.getKey())) {
                BigDecimal sum = asked.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
                requests.put(limit.getKey(), asked.isEmpty() ? limit.getValue().asString("") : sum.toPlainString());
            }
        });
        return resources;
    }

    private static Qos qos(JsonNode resources) {
        List<Qos> all = Stream.of("cpu", "memory")
                .map(resource -> {
                    BigDecimal limit =
                            amount(resources.path("limits").path(resource)).orElse(BigDecimal.ZERO);
                    BigDecimal request =
                            amount(resources.path("requests").path(resource)).orElse(limit);
                    return limit.compareTo(request) != 0
                            ? Qos.BURSTABLE
                            : limit.signum() == 0 ? Qos.BEST_EFFORT : Qos.GUARANTEED;
                })
                .distinct()
                .toList();
        return all.size() == 1 ? all.getFirst() : Qos.BURSTABLE;
    }

    private static Optional<BigDecimal> amount(JsonNode value) {
        return Quantity.parse(value.asString("")).map(Quantity::amount);
    }

    private static ObjectNode apply(ObjectNode pod, JsonPatch patch) {
        return (ObjectNode) io.fabric8.zjsonpatch.JsonPatch.apply(patch.toJson(), pod);
    }
}
