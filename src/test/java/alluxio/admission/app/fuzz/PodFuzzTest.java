package alluxio.admission.app.fuzz;

import alluxio.admission.app.generated.Dice;
import alluxio.admission.app.generated.Generated;
import alluxio.admission.app.generated.Laws;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** The laws over made-up pods and configurations, whose choices the fuzzer makes: it follows the code that they reach. */
class PodFuzzTest {
    private final Generated generated = new Generated(false);
    private final Laws laws = new Laws();

    @FuzzTest
    void pod(FuzzedDataProvider data) {
        laws.checkAll(generated.of(new Dice(bound -> data.consumeInt(0, bound - 1))));
    }
}
