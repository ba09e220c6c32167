package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.retained.StatusTruth;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusReader;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Keys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A status")
class StatusTruthTest {
    private static final String DIGEST = "0123456789ab";

    private static boolean isTrue(ObjectNode pod, InjectionStatus status) {
        ObjectNode before = pod.deepCopy();
        boolean isTrue = new StatusTruth(Removers::of, pod, Budget.ofDecision()).isTrue(status);
        assertThat(pod).isEqualTo(before);
        return isTrue;
    }

    private static InjectionStatus claiming(AdditionKind kind, String where) {
        return new InjectionStatus(
                "alluxio", DIGEST, List.of(), Map.of(new Addition(kind, where, "x"), DIGEST), Map.of());
    }

    @Test
    @DisplayName("is true of the pod that it was written for, and of no other")
    void own() {
        ObjectNode pod = Fixtures.inject(Fixtures.injectorOfAll(), labelled(""));
        String text = pod.at("/metadata/annotations").path(Keys.STATUS).stringValue("");
        InjectionStatus status =
                new StatusReader().read(text, Budget.ofDecision()).orElseThrow();
        assertThat(isTrue(pod, status)).isTrue();
        assertThat(isTrue(labelled(""), status)).isFalse();
    }

    @Test
    @DisplayName("is found true or not once for each status")
    void once() {
        ObjectNode pod = Fixtures.inject(Fixtures.injectorOfAll(), labelled(""));
        String text = pod.at("/metadata/annotations").path(Keys.STATUS).stringValue("");
        InjectionStatus status =
                new StatusReader().read(text, Budget.ofDecision()).orElseThrow();
        Budget budget = Budget.ofDecision();
        StatusTruth truth = new StatusTruth(Removers::of, pod, budget);
        assertThat(truth.isTrue(status)).isTrue();
        long spent = budget.spent();
        assertThat(truth.isTrue(status)).isTrue();
        assertThat(budget.spent()).isEqualTo(spent);
        assertThat(truth.isTrue(claiming(AdditionKind.ENV, "app"))).isFalse();
        assertThat(truth.isTrue(status)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("is not true if it claims what is not there, of any kind")
    void absent(AdditionKind kind) {
        String where = kind == AdditionKind.NODE_REQUIREMENTS ? "0" : "app";
        assertThat(isTrue(labelled(""), claiming(kind, where))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"ENV", "INIT_CONTAINERS", "VOLUMES"})
    @DisplayName("is not true if what it claims is there under the same name, but is something else")
    void changed(AdditionKind kind) {
        ObjectNode pod = labelled("'env':[{'name':'x','value':'y'}]");
        ObjectNode spec = (ObjectNode) pod.get("spec");
        spec.putArray("initContainers").add(json("{'name':'x','image':'i:1'}"));
        spec.putArray("volumes").add(json("{'name':'x','emptyDir':{}}"));
        assertThat(isTrue(pod, claiming(kind, kind == AdditionKind.ENV ? "app" : "")))
                .isFalse();
    }
}
