package alluxio.admission.app.fuzz;

import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.generated.DecisionInvariants;
import alluxio.admission.app.generated.DecisionUnderTest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.model.Keys;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Labels and annotations with any text, and the variable whose value is parsed. */
class SettingsFuzzTest {
    private static final List<String> ANNOTATIONS = annotations();

    private final Injector injector = new Injector(TestConfigurations.everything());
    private final Uninjector uninjector = new Uninjector();
    private final DecisionInvariants invariants = new DecisionInvariants();

    @FuzzTest
    @DictionaryFile(resourcePath = "/alluxio/admission/app/fuzz/pods.dict")
    void settings(FuzzedDataProvider data) {
        ObjectNode pod = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = pod.putObject("metadata");
        metadata.putObject("labels").put(Keys.INJECT, data.consumeBoolean() ? "true" : data.consumeString(10));
        ObjectNode annotations = metadata.putObject("annotations");
        for (int left = data.consumeInt(0, 4); left > 0; left--) {
            String key = data.consumeBoolean() ? data.pickValue(ANNOTATIONS) : Keys.PREFIX + data.consumeString(20);
            annotations.put(key, data.consumeString(200));
        }
        ObjectNode container = pod.putObject("spec").putArray("containers").addObject();
        container.put("name", "app").put("image", data.consumeString(20));
        container
                .putArray("env")
                .addObject()
                .put("name", "JAVA_TOOL_OPTIONS")
                .put("value", data.consumeRemainingAsString());
        invariants.checkAll(DecisionUnderTest.of(injector, pod));
        uninjector.remove(pod);
    }

    private static List<String> annotations() {
        List<String> keys = new ArrayList<>(Keys.POD_ANNOTATIONS);
        keys.addAll(Keys.WRITTEN_ANNOTATIONS);
        keys.add("cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes");
        return List.copyOf(keys);
    }
}
