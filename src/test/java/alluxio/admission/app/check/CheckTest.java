package alluxio.admission.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.cli.CheckRun;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("check")
class CheckTest {
    @Test
    @DisplayName("healthy")
    void healthy() {
        String text = CheckRun.text(CheckRun.report(new TestCluster().facts()));
        System.out.println(text);
        assertThat(text).contains("all ok");
    }
}
