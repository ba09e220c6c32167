package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("serve, asked for what it cannot do")
class ServeCommandTest {

    @Test
    @DisplayName("says which webhook configurations it is to keep in order")
    void noConfigurations() {
        Run run = Run.with("", "serve", "--service", "a", "--namespace", "b");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--service needs at least one --mutating-webhook-configuration");
    }

    @Test
    @DisplayName("says how lifetimes fit together")
    void lifetimes() {
        Run run = Run.with(
                "",
                "serve",
                "--service",
                "a",
                "--namespace",
                "b",
                "--mutating-webhook-configuration",
                "c",
                "--certificate-lifetime",
                "PT1M");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("--certificate-lifetime or more, and that three times --ca-grace")
                .contains("PT8760H, PT1M and PT1M");
    }

    @Test
    @DisplayName("takes one way to a certificate only, and asks for one")
    void oneWay() {
        assertThat(Run.with("", "serve").exitCode()).isEqualTo(2);
        Run both = Run.with("", "serve", "--service", "a", "--self-signed", "d");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("mutually exclusive");
    }
}
