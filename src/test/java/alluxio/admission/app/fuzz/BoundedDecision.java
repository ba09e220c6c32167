package alluxio.admission.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.generated.DecisionUnderTest;
import alluxio.admission.app.validation.Validation;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Budget;
import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.model.kube.AdmissionRequest;
import tools.jackson.databind.node.ObjectNode;

/**
 * What holds for an answer to any object: no exception but that of the budget, a size in proportion to the input, and nothing
 * to do for a second injection.
 */
record BoundedDecision(Injector injector, Validation validation) {
    private static final int TIMES = 64;
    private static final int AND = 256 << 10;

    /** How many characters an answer may have. */
    static long longest(int input) {
        return (long) TIMES * input + AND;
    }

    void check(ObjectNode pod, String kind) {
        int input = pod.toString().length();
        try {
            EnvironmentFuzzTest.assertBounded(
                    validation.judge(AdmissionRequest.create(pod, "default"), Budget.ofDecision()), input);
            if (kind.equals("Pod")) {
                injection(pod, input);
            }
        } catch (BudgetExceededException e) {
            assertThat(e).hasMessageContaining("steps");
        }
    }

    private void injection(ObjectNode pod, int input) {
        Decision decision = decide(pod);
        assertThat(decision.patch().toJson().toString().length())
                .as("characters of a patch for %d characters", input)
                .isLessThan((int) longest(input));
        ObjectNode once = DecisionUnderTest.applied(pod, decision.patch());
        Decision again = decide(once);
        assertThat(again.getClass()).isEqualTo(decision.getClass());
        assertThat(again.patch()).isEqualTo(JsonPatch.EMPTY);
        new Uninjector().remove(once);
    }

    private Decision decide(ObjectNode pod) {
        return injector.decide(new InjectionRequest(pod, "default", false), Budget.ofDecision());
    }
}
