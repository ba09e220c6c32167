package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.cli.Run;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The command try --cluster")
class TryClusterIT {

    @Test
    @Timeout(180)
    @DisplayName("shows every example through a real API server, and says that all behaved as designed")
    void allAsDesigned() {
        // bin/alluxio-admission says where the module testcluster is; here it is among the tests' own.
        System.setProperty("alluxio.admission.testcluster", System.getProperty("java.class.path"));
        Run run = Run.of("try", "--cluster");
        System.out.println("try --cluster: " + run.out().lines().reduce("", (_, line) -> line));
        assertThat(run.exitCode()).as("%s%n%s", run.out(), run.err()).isZero();
        assertThat(run.out()).contains("12 pods: 10 injected, 2 refused; every one as designed");
        assertThat(run.err()).isEmpty();
    }
}
