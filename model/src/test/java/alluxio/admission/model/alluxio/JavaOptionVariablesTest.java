package alluxio.admission.model.alluxio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A variable with options")
class JavaOptionVariablesTest {
    @ParameterizedTest(name = "{0} of {1}: read {2}, appended {3}")
    @CsvSource({
        "FUSE, 2.2.1, none, ALLUXIO_JAVA_OPTS",
        "FUSE, 2.3.0, none, ALLUXIO_JAVA_OPTS",
        "FUSE, 2.4.0, ALLUXIO_FUSE_JAVA_OPTS, ALLUXIO_JAVA_OPTS",
        "FUSE, 2.4, ALLUXIO_FUSE_JAVA_OPTS, ALLUXIO_JAVA_OPTS",
        "FUSE, 2.4.1, ALLUXIO_FUSE_JAVA_OPTS, ALLUXIO_FUSE_JAVA_OPTS",
        "FUSE, 2.9.6, ALLUXIO_FUSE_JAVA_OPTS, ALLUXIO_FUSE_JAVA_OPTS",
        "FUSE, unknown, ALLUXIO_FUSE_JAVA_OPTS, ALLUXIO_JAVA_OPTS",
        "WORKER, 2.1.0, ALLUXIO_WORKER_JAVA_OPTS, ALLUXIO_WORKER_JAVA_OPTS",
        "JOB_WORKER, unknown, ALLUXIO_JOB_WORKER_JAVA_OPTS, ALLUXIO_JOB_WORKER_JAVA_OPTS",
        "CSI, 2.9.6, none, ALLUXIO_JAVA_OPTS"
    })
    @DisplayName("is read from 2.4.0 on for FUSE, and expanded from 2.4.1 on")
    void fuse(Role role, String text, String read, String appended) {
        Optional<AlluxioRelease> release = AlluxioRelease.parse(text);
        assertThat(JavaOptionVariables.readBy(role, release).orElse("none")).isEqualTo(read);
        assertThat(JavaOptionVariables.appendableFor(role, release)).isEqualTo(appended);
    }

    @Test
    @DisplayName("belongs to one role, to all, or to none")
    void roles() {
        assertThat(JavaOptionVariables.roleOf("ALLUXIO_JOB_MASTER_JAVA_OPTS")).contains(Role.JOB_MASTER);
        assertThat(JavaOptionVariables.roleOf(JavaOptionVariables.ALL_ROLES)).isEmpty();
        assertThat(JavaOptionVariables.known())
                .contains(JavaOptionVariables.ALL_ROLES, JavaOptionVariables.WORKER, "ALLUXIO_USER_JAVA_OPTS")
                .doesNotContain(JavaOptionVariables.CLIENT)
                .isSorted();
        assertThat(JavaOptionVariables.properties())
                .containsEntry("ALLUXIO_RAM_FOLDER", "alluxio.worker.tieredstore.level0.dirs.path");
    }
}
