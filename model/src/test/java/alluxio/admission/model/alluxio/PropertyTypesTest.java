package alluxio.admission.model.alluxio;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.alluxio.PropertyTypes.EmptyValue;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The types of Alluxio's properties")
class PropertyTypesTest {
    @Test
    @DisplayName("are what the release's own code makes of an empty value")
    void agree() {
        try (AlluxioJar jar = AlluxioJar.ofBuild()) {
            Map<String, String> run = jar.typesOfEmpty();
            assertThat(PropertyTypes.all()).hasSizeGreaterThan(800);
            PropertyTypes.all()
                    .forEach((key, type) -> assertThat(run.get(key))
                            .as(key)
                            .isEqualTo(
                                    type == EmptyValue.FALSE_FOR_TRUE
                                            ? "true"
                                            : type.name().toLowerCase(Locale.ROOT)));
            assertThat(run.keySet())
                    .filteredOn(key -> key.indexOf('.', PropertyKeys.PREFIX.length()) > 0)
                    .allSatisfy(key ->
                            assertThat(PropertyTypes.ofEmpty(key)).as(key).isPresent());
        }
    }

    @Test
    @DisplayName("know the property that a variable of 1.x was the name of")
    void variables() {
        assertThat(PropertyTypes.ofVariable("ALLUXIO_WORKER_RPC_PORT")).contains("alluxio.worker.rpc.port");
        assertThat(PropertyTypes.ofVariable("ALLUXIO_WORKER_PORT")).contains("alluxio.worker.port");
        assertThat(PropertyTypes.ofVariable("ALLUXIO_WORKER_JAVA_OPTS")).isEmpty();
        assertThat(PropertyTypes.ofVariable("ALLUXIO_MASTER_0_PORT")).isEmpty();
    }
}
