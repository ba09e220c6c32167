package alluxio.admission.injector.hdfs;

import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Hadoop's configuration")
class HdfsMutatorTest {
    private static final String MODE = "/spec/volumes/0/secret/defaultMode";

    private final Injector injector = injector(Feature.HDFS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|{}|0444",
                "{'runAsUser':1000}|{}|0444",
                "{'runAsUser':1000,'fsGroup':2000}|{}|0440",
                "{'fsGroup':0}|{'runAsUser':1000}|0440",
                "{'runAsUser':0}|{}|0400",
                "{'runAsUser':0}|{'runAsUser':1000}|0444",
                "{'runAsUser':1000}|{'runAsUser':0}|0400",
                "{'runAsNonRoot':true}|{}|0444",
            })
    @DisplayName("has the strictest mode with which all containers that mount it can read it")
    void mode(String pod, String container, String mode) {
        ObjectNode spec = labelledSpec("'securityContext':" + pod);
        ((ObjectNode) spec.at("/spec/containers/0")).set("securityContext", json(container));
        assertThat(inject(injector, spec).at(MODE).intValue()).isEqualTo(Integer.parseInt(mode, 8));
    }

    @Test
    @DisplayName("gets a wider mode for a container of another user that is added later")
    void later() {
        ObjectNode pod = labelledSpec("'securityContext':{'runAsUser':0}");
        ObjectNode once = inject(injector, pod);
        once.withObject("/spec")
                .withArrayProperty("containers")
                .add(json("{'name':'late','securityContext':{'runAsUser':7}}"));
        ObjectNode twice = inject(injector, once);
        assertThat(twice.at(MODE).intValue()).isEqualTo(0444);
        assertThat(injected(injector, twice).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @Test
    @DisplayName("in a volume of the user keeps its mode, with a warning if that is too strict")
    void theirs() {
        ObjectNode pod = labelledSpec(
                "'volumes':[{'name':'mine','secret':{'secretName':'alluxio-hdfs-config','defaultMode':256}}]");
        Decision.Injected decision = injected(injector, pod);
        assertThat(Fixtures.apply(pod, decision.patch()).at(MODE).intValue()).isEqualTo(256);
        assertThat(decision.notes()).extracting(Note::code).containsExactly("secret-mode");
        ObjectNode open = labelledSpec("'volumes':[{'name':'mine','secret':{'secretName':'alluxio-hdfs-config'}}]");
        assertThat(injected(injector, open).notes()).isEmpty();
    }
}
