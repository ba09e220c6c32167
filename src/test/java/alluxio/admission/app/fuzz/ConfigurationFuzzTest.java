package alluxio.admission.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.AdmissionConfigurationReader;
import alluxio.admission.app.config.ConfigurationResult;
import alluxio.admission.app.config.OfflineConfiguration;
import alluxio.admission.app.generated.DecisionInvariants;
import alluxio.admission.app.generated.DecisionUnderTest;
import alluxio.admission.app.generated.GeneratedCases;
import alluxio.admission.injector.Injector;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** Any text is either rejected, each error with its place, or a configuration under which every invariant holds. */
class ConfigurationFuzzTest {
    /** A pod of several containers with mounts, variables and aliases of its own. */
    private static final long RICH_POD = 7;

    private final AdmissionConfigurationReader reader = new AdmissionConfigurationReader();
    private final ObjectNode pod =
            new GeneratedCases(true).of(RICH_POD).podCase().pod();
    private final DecisionInvariants invariants = new DecisionInvariants();

    @FuzzTest
    @DictionaryFile(resourcePath = "/alluxio/admission/app/fuzz/configuration.dict")
    void configuration(byte[] bytes) {
        switch (reader.read(new String(bytes, StandardCharsets.UTF_8), "fuzz.yaml")) {
            case ConfigurationResult.Rejected rejected -> {
                assertThat(rejected.errors()).isNotEmpty();
                assertThat(rejected.errors())
                        .allSatisfy(error -> assertThat(error).startsWith("fuzz.yaml:"));
            }
            case ConfigurationResult.Loaded loaded ->
                invariants.checkAll(DecisionUnderTest.of(new Injector(OfflineConfiguration.of(loaded.written())), pod));
        }
    }
}
