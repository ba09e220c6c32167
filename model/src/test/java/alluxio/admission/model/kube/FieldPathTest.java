package alluxio.admission.model.kube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A field path")
class FieldPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spec",
                "[a.b].c",
                "metadata.labels[alluxio.io/inject]",
                "spec.args[1]",
                "spec.containers[name=c].ports[containerPort=1]",
                "spec.hostAliases[ip=10.0.0.1].ip"
            })
    @DisplayName("reads back what it prints")
    void roundTrip(String text) {
        assertThat(FieldPath.parse(text)).hasToString(text);
    }

    @Test
    @DisplayName("is printed piece by piece in the same way")
    void pieces() {
        assertThat(FieldPath.member("", "spec")).isEqualTo("spec");
        assertThat(FieldPath.member("metadata.labels", "alluxio.io/inject"))
                .isEqualTo("metadata.labels[alluxio.io/inject]");
        assertThat(FieldPath.keyed("spec.containers", "name", "c")).isEqualTo("spec.containers[name=c]");
        assertThat(FieldPath.indexed("spec.args", 1)).isEqualTo("spec.args[1]");
    }

    @Test
    @DisplayName("covers itself and what is below it")
    void covers() {
        FieldPath container = FieldPath.parse("spec.containers[name=c]");
        assertThat(container.covers(FieldPath.parse("spec.containers[name=c].image")))
                .isTrue();
        assertThat(container.covers(container)).isTrue();
        assertThat(container.covers(FieldPath.parse("spec.containers[name=d].image")))
                .isFalse();
    }
}
