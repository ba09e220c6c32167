package alluxio.admission.app.fuzz;

import alluxio.admission.app.generated.DecisionInvariants;
import alluxio.admission.app.generated.GeneratedCases;
import alluxio.admission.app.generated.SeededRandom;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** The invariants over generated pods and configurations, whose choices the fuzzer makes: it follows the code that they reach. */
class PodFuzzTest {
    private final GeneratedCases generated = new GeneratedCases(false);
    private final DecisionInvariants invariants = new DecisionInvariants();

    @FuzzTest
    void pod(FuzzedDataProvider data) {
        invariants.checkAll(generated.of(new SeededRandom(bound -> data.consumeInt(0, bound - 1))));
    }
}
