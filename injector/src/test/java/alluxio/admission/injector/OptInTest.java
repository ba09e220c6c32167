package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.injectorOfAll;
import static alluxio.admission.injector.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    @ParameterizedTest(name = "label {0}, namespace {1}, annotation {2}: {3}")
    @CsvSource({
        "none,  true,  false,    NotOptedIn",
        "true,  false, false,    NotOptedIn",
        "yes,   false, false,    NotOptedIn",
        "none,  false, false,    NotOptedIn",
        "none,  false, 'yes',    NotOptedIn",
        "none,  true,  'true',   Refused",
        "true,  true,  'true',   Refused",
        "none,  true,  '',       Refused",
        "none,  true,  ' false', Refused",
        "none,  true,  'False',  Refused",
        "false, true,  'yes',    NotOptedIn",
    })
    @DisplayName("is undone by the annotation \"false\", which no other value may take the place of")
    void annotation(String label, boolean namespace, String annotation, String expected) {
        ObjectNode pod = json("{'metadata':{'labels':{}},'spec':{'containers':[{'name':'app'}]}}");
        if (!label.equals("none")) {
            pod.withObject("/metadata/labels").put("alluxio.io/inject", label);
        }
        Fixtures.annotate(pod, "alluxio.io/inject", annotation);
        Decision decision = injectorOfAll().decide(new InjectionRequest(pod, Fixtures.NAMESPACE, namespace));
        assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(decision.patch().isEmpty()).isTrue();
        boolean contradiction = annotation.equals("false") && !label.equals("none");
        assertThat(decision.notes()).hasSize(contradiction ? 1 : 0);
        if (contradiction) {
            assertThat(decision.notes().getFirst().message())
                    .isEqualTo(
                            "label alluxio.io/inject has no effect: the pod's annotation alluxio.io/inject: \"false\" "
                                    + "opts it out; remove one of the two");
        }
        if (decision instanceof Decision.Refused refused) {
            assertThat(refused.message())
                    .contains("annotation alluxio.io/inject has the value \"" + annotation + "\"; allowed: \"false\"");
        }
    }

    @Test
    @DisplayName("does not reach pods that injection.excludedPods selects")
    void excludedPods() {
        AdmissionConfiguration all = Fixtures.configuration(Fixtures.everything(Set.of()), OnConflict.DENY);
        Injector injector = new Injector(new AdmissionConfiguration(
                all.defaultProfile(),
                all.profiles(),
                all.access(),
                new InjectionSettings(
                        OnConflict.DENY,
                        List.of(),
                        List.of(
                                new LabelSelector(Map.of("app", "importer", "tier", "x"), List.of()),
                                new LabelSelector(
                                        Map.of(),
                                        List.of(new LabelRequirement(
                                                "build.example.com/name", LabelRequirement.EXISTS, List.of())))),
                        Set.of(),
                        List.of()),
                all.policy()));
        ObjectNode some = json("{'metadata':{'labels':{'app':'importer'}},'spec':{'containers':[{'name':'app'}]}}");
        ObjectNode importer = some.deepCopy();
        importer.withObject("/metadata/labels").put("tier", "x");
        ObjectNode build = json(
                "{'metadata':{'labels':{'build.example.com/name':null,'alluxio.io/inject':'true'}},'spec':{'containers':[{'name':'app'}]}}");
        assertThat(injector.decide(new InjectionRequest(some, "team", true))).isInstanceOf(Decision.Injected.class);
        assertThat(injector.decide(new InjectionRequest(importer, "team", true)))
                .isEqualTo(new Decision.NotOptedIn(
                        "injection.excludedPods[0] of the configuration selects the pod by its labels",
                        "to make it an Alluxio client, change its labels or the configuration"));
        assertThat(injector.decide(new InjectionRequest(build, "team", false)).notes())
                .singleElement()
                .satisfies(note -> assertThat(note.message())
                        .contains("injection.excludedPods[1] of the configuration leaves the pod out"));
    }
}
