package alluxio.admission.app.fuzz;

import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.validation.Validation;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.Keys;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every key of the webhook with any text, the status included, on a pod and in a template: long lists, and many of them. */
class AnnotationsFuzzTest {
    private static final List<String> KEYS = keys();

    private final BoundedDecision decisions = new BoundedDecision(
            new Injector(TestConfigurations.everything()),
            Validation.ofOneObject(TestConfigurations.everything(), InstantSource.system()));

    @FuzzTest
    @DictionaryFile(resourcePath = "/alluxio/admission/app/fuzz/pods.dict")
    void annotations(FuzzedDataProvider data) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        boolean template = data.consumeBoolean();
        object.put("apiVersion", template ? "apps/v1" : "v1").put("kind", template ? "Deployment" : "Pod");
        object.putObject("metadata").put("name", "any");
        ObjectNode pod = template ? object.putObject("spec").putObject("template") : object;
        ObjectNode metadata = template ? pod.putObject("metadata") : (ObjectNode) object.get("metadata");
        metadata.putObject("labels").put(Keys.INJECT, "true");
        ObjectNode annotations = metadata.putObject("annotations");
        boolean worker = data.consumeBoolean();
        ObjectNode container = pod.putObject("spec").putArray("containers").addObject();
        container.put("name", worker ? "alluxio-worker" : "app").put("image", worker ? "alluxio/alluxio:2.9.4" : "app");
        for (int left = data.consumeInt(0, 12); left > 0; left--) {
            String key = data.consumeInt(0, 4) > 0 ? data.pickValue(KEYS) : Keys.PREFIX + data.consumeString(20);
            String text = data.consumeString(300);
            annotations.put(key, data.consumeInt(0, 9) > 0 ? text : (text + ",").repeat(data.consumeInt(0, 400)));
        }
        decisions.check(object, template ? "Deployment" : "Pod");
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(Keys.POD_ANNOTATIONS);
        keys.addAll(Keys.WRITTEN_ANNOTATIONS);
        keys.add(Keys.INJECT);
        return List.copyOf(keys);
    }
}
