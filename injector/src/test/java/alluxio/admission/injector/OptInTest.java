package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.injectorOfAll;
import static alluxio.admission.injector.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Opting in")
class OptInTest {

    @ParameterizedTest(name = "pod {0}, namespace {1}: {2}")
    @CsvSource({
        "none,  false, NotOptedIn",
        "none,  true,  Injected",
        "true,  false, Injected",
        "true,  true,  Injected",
        "false, false, NotOptedIn",
        "false, true,  NotOptedIn",
        "True,  false, Refused",
        "yes,   true,  Refused",
        "'',    false, Refused",
        "null,  true,  Refused",
        "bare,  false, Refused",
    })
    @DisplayName("uses the pod's label, else that of its namespace; other values are refused")
    void table(String label, boolean namespace, String expected) {
        ObjectNode pod = json("{'metadata':{},'spec':{'containers':[{'name':'app'}]}}");
        ObjectNode labels = ((ObjectNode) pod.get("metadata")).putObject("labels");
        switch (label) {
            case "none" -> {}
            case "null" -> labels.putNull("alluxio.io/inject");
            case "bare" -> labels.put("alluxio.io/inject", true);
            default -> labels.put("alluxio.io/inject", label);
        }
        Decision decision = injectorOfAll().decide(new InjectionRequest(pod, Fixtures.NAMESPACE, namespace));
        assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
        if (decision instanceof Decision.Refused refused && !label.equals("bare")) {
            assertThat(refused.message()).contains("allowed: \"true\", \"false\"");
        }
        if (decision instanceof Decision.NotOptedIn) {
            assertThat(decision.patch().isEmpty()).isTrue();
        }
    }

    @Test
    @DisplayName("accepts the annotations that rules read on Alluxio's objects")
    void ownAnnotations() {
        for (String key : List.of("alluxio.io/allow-format", "alluxio.io/allow-delete")) {
            ObjectNode pod = json("{'metadata':{'labels':{'alluxio.io/inject':'true'},'annotations':{'" + key
                    + "':'true'}},'spec':{'containers':[{'name':'app'}]}}");
            assertThat(injectorOfAll().decide(new InjectionRequest(pod, Fixtures.NAMESPACE, false)))
                    .isInstanceOf(Decision.Injected.class);
        }
    }
}
