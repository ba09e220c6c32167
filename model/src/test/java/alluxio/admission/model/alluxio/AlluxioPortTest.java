package alluxio.admission.model.alluxio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ports")
class AlluxioPortTest {
    @Test
    @DisplayName("of a process are those of its role, and of the job process that it starts")
    void ofProcess() {
        assertThat(AlluxioPort.of(Optional.of(Role.MASTER), List.of("master-only")))
                .containsExactly(AlluxioPort.MASTER_RPC, AlluxioPort.MASTER_WEB, AlluxioPort.MASTER_JOURNAL);
        assertThat(AlluxioPort.of(Optional.of(Role.WORKER), List.of("worker")))
                .containsExactly(
                        AlluxioPort.WORKER_RPC,
                        AlluxioPort.WORKER_WEB,
                        AlluxioPort.JOB_WORKER_RPC,
                        AlluxioPort.JOB_WORKER_DATA,
                        AlluxioPort.JOB_WORKER_WEB);
        assertThat(AlluxioPort.of(Optional.empty(), List.of("worker"))).isEmpty();
    }

    @Test
    @DisplayName("are well known with those of former releases")
    void wellKnown() {
        assertThat(List.of(19998, 29998, 29996, 30003, 49999)).allMatch(AlluxioPort::isWellKnown);
        assertThat(AlluxioPort.isWellKnown(8080)).isFalse();
    }
}
