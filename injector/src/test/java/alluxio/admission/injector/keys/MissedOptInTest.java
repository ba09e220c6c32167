package alluxio.admission.injector.keys;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Fixtures;
import alluxio.admission.model.configuration.InjectionSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("An opt-in that does nothing")
class MissedOptInTest {
    private static final InjectionSettings SETTINGS = InjectionSettings.defaults();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alluxio.io/injct",
                "alluxio.io/Inject",
                "alluxio.io/injection",
                "aluxio.io/inject",
                "alluxio.com/inject",
                "alluxio/inject",
                "aluxio.io/injct"
            })
    @DisplayName("is a label near the right one, by its name, its prefix or both")
    void misspelt(String key) {
        assertThat(MissedOptIn.inPod(labelled(key, "true"), SETTINGS)).hasValueSatisfying(found -> {
            assertThat(found.predicate())
                    .isEqualTo("has the label " + key + ", which is not known (did you mean \"alluxio.io/inject\"?)");
            assertThat(found.sentence())
                    .isEqualTo("label " + key + " is not known (did you mean \"alluxio.io/inject\"?)");
            assertThat(found.fix("metadata.labels")).isEqualTo("correct it in metadata.labels");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "alluxio.io/injct,false",
        "alluxio.io/zone,true",
        "alluxio.io/inject,yes",
        "istio.io/inject,true",
        "sidecar.istio.io/inject,true",
        "sub.alluxio.io/inject,true",
        "alluxio.com/project,true",
        "inject,true"
    })
    @DisplayName("is no other label, none that would opt out, and not the right one, whatever its value")
    void others(String key, String value) {
        assertThat(MissedOptIn.inPod(labelled(key, value), SETTINGS)).isEmpty();
    }

    @Test
    @DisplayName("is the annotation, unless it opts out")
    void annotation() {
        assertThat(MissedOptIn.inPod(json("{'annotations': {'alluxio.io/inject': 'true'}}"), SETTINGS))
                .hasValueSatisfying(found -> {
                    assertThat(found.predicate())
                            .isEqualTo("has the annotation alluxio.io/inject, which only opts out, with \"false\"");
                    assertThat(found.fix("metadata.labels")).isEqualTo("move it to metadata.labels");
                });
        assertThat(MissedOptIn.inPod(
                        json("{'labels': {'alluxio.io/injct': 'true'}, 'annotations': {'alluxio.io/inject': 'false'}}"),
                        SETTINGS))
                .isEmpty();
    }

    @Test
    @DisplayName("is a label beside the template, unless the template has the label itself")
    void besideTemplate() {
        JsonNode right = labelled("alluxio.io/inject", "true");
        assertThat(MissedOptIn.besideTemplate(right, json("{}"), SETTINGS)).hasValueSatisfying(found -> {
            assertThat(found.predicate())
                    .isEqualTo("has the label alluxio.io/inject in its own metadata, not in its template");
            assertThat(found.fix("spec.template.metadata.labels"))
                    .isEqualTo("set the label alluxio.io/inject: \"true\" in spec.template.metadata.labels");
        });
        assertThat(MissedOptIn.besideTemplate(right, right, SETTINGS)).isEmpty();
        assertThat(MissedOptIn.besideTemplate(labelled("alluxio.io/inject", "false"), json("{}"), SETTINGS))
                .isEmpty();
        assertThat(MissedOptIn.besideTemplate(labelled("aluxio.io/inject", "true"), json("{}"), SETTINGS))
                .hasValueSatisfying(found -> assertThat(found.predicate())
                        .isEqualTo("has the label aluxio.io/inject (did you mean \"alluxio.io/inject\"?)"
                                + " in its own metadata, not in its template"));
    }

    private static JsonNode labelled(String key, String value) {
        return json("{'labels': {'" + key + "': '" + value + "'}}");
    }

    private static JsonNode json(String text) {
        return Fixtures.json(text);
    }
}
