package alluxio.admission.injector.scheduling;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.everything;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.kube.Toleration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A client that tolerates taints")
class TaintWarningsTest {
    private static final Toleration WORKERS = new Toleration("dedicated", "", "cache", "NoSchedule");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'key':'gpu','operator':'Exists','effect':'NoSchedule'}|gpu:NoSchedule",
                "{'operator':'Exists'}|every taint",
                "{'key':'dedicated','value':'batch','effect':'NoSchedule'}|dedicated=batch:NoSchedule",
                "{'key':'dedicated','operator':'Exists','effect':'NoSchedule'}|dedicated:NoSchedule",
                "{'key':'dedicated','value':'cache'}|dedicated=cache",
                "{'key':'dedicated','value':'cache','effect':'NoSchedule'}|",
                "{'key':'dedicated','operator':'Equal','value':'cache','effect':'NoSchedule'}|",
                "{'key':'gpu','operator':'Exists','effect':'PreferNoSchedule'}|",
                "{'key':'node.kubernetes.io/not-ready','operator':'Exists','effect':'NoExecute','tolerationSeconds':300}|",
            })
    @DisplayName("gets a warning that names those that its workers do not tolerate")
    void more(String toleration, String expected) {
        Decision.Injected decision =
                injected(injector(profile(List.of(WORKERS))), labelledSpec("'tolerations':[" + toleration + "]"));
        if (expected == null) {
            assertThat(decision.notes()).isEmpty();
        } else {
            assertThat(decision.notes()).singleElement().satisfies(note -> {
                assertThat(note.code()).isEqualTo("scheduling-taints");
                assertThat(note.message()).startsWith("the pod tolerates " + expected + ", which the workers");
            });
        }
    }

    @Test
    @DisplayName("gets no warning if the workers tolerate all or are unknown, it opted out, or it waits for nothing")
    void silent() {
        String any = "'tolerations':[{'operator':'Exists'}]";
        assertThat(injected(injector(profile(List.of(new Toleration("", "Exists", "", "")))), labelledSpec(any))
                        .notes())
                .isEmpty();
        assertThat(injected(injector(everything(Set.of(Feature.SHORT_CIRCUIT))), labelledSpec(any))
                        .notes())
                .isEmpty();
        Injector strict = injector(profile(List.of()));
        assertThat(injected(strict, labelledSpec(any)).notes()).hasSize(1);
        assertThat(injected(strict, annotate(labelledSpec(any), Keys.SCHEDULING, "none"))
                        .notes())
                .isEmpty();
        assertThat(injected(strict, annotate(labelledSpec(any), Keys.FEATURES, "hdfs"))
                        .notes())
                .isEmpty();
    }

    private static Profile profile(List<Toleration> workers) {
        return Fixtures.with(
                everything(Set.of(Feature.SHORT_CIRCUIT)),
                draft -> draft.scheduling =
                        new SchedulingSettings(SchedulingMode.AUTO, List.of(), Optional.of(workers)));
    }
}
