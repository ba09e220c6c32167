package alluxio.admission.model.kube;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.kube.ContainerPath.Relation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A path in a container")
class ContainerPathTest {
    @ParameterizedTest
    @CsvSource({
        "/opt/domain, /opt/domain",
        "//opt/./domain//, /opt/domain",
        "opt/domain, opt/domain",
        "a/../../b, ../b",
        "/mnt/../opt/domain, /opt/domain",
        "/../../opt, /opt",
        "/opt/domain/.., /opt",
        "/.., /",
        "/, /",
        "/..data, /..data",
        "'', ''"
    })
    @DisplayName("is written in one way; .. takes away what is before it")
    void normalize(String text, String path) {
        assertThat(ContainerPath.normalize(text)).isEqualTo(path);
        assertThat(ContainerPath.normalize(path)).isEqualTo(path);
    }

    @Test
    @DisplayName("of a mount starts at the root")
    void absolute() {
        assertThat(ContainerPath.absolute("opt/domain/")).isEqualTo("/opt/domain");
        assertThat(ContainerPath.absolute("/opt/domain")).isEqualTo("/opt/domain");
        assertThat(ContainerPath.absolute("../opt")).isEqualTo("/opt");
        assertThat(ContainerPath.absolute("")).isEqualTo("/");
        assertThat(ContainerPath.isBelowRoot("/opt/..data")).isTrue();
        assertThat(ContainerPath.isBelowRoot("/opt/../data")).isFalse();
        assertThat(ContainerPath.isBelowRoot("/")).isFalse();
        assertThat(ContainerPath.isBelowRoot("opt")).isFalse();
    }

    @Test
    @DisplayName("is within a folder, or beside it")
    void within() {
        assertThat(ContainerPath.isWithin("/opt/alluxio/conf", "/opt/alluxio/")).isTrue();
        assertThat(ContainerPath.isWithin("/opt/alluxio", "/opt/alluxio")).isTrue();
        assertThat(ContainerPath.isWithin("/opt/alluxio2", "/opt/alluxio")).isFalse();
        assertThat(ContainerPath.isWithin("/opt/alluxio/../x", "/opt/alluxio")).isFalse();
        assertThat(ContainerPath.isWithin("/x", "/")).isTrue();
    }

    @Test
    @DisplayName("has a parent, and lies above, below or beside another")
    void relations() {
        assertThat(ContainerPath.parent("/mnt/alluxio/")).isEqualTo("/mnt");
        assertThat(ContainerPath.parent("/mnt")).isEqualTo("/");
        assertThat(ContainerPath.relation("/", "/mnt")).isEqualTo(Relation.ABOVE);
        assertThat(ContainerPath.relation("/mnt/a", "/mnt")).isEqualTo(Relation.BELOW);
        assertThat(ContainerPath.relation("/mnt2", "/mnt")).isEqualTo(Relation.APART);
        assertThat(ContainerPath.relation("/mnt", "/mnt")).isEqualTo(Relation.SAME);
    }
}
