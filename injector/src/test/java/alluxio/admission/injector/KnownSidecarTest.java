package alluxio.admission.injector;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.pod.KnownSidecar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A sidecar of a mesh or an agent")
class KnownSidecarTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "datadog-agent-injected",
                "datadog-lib-java-init",
                "datadog-lib-dd-ruby-init",
                "queue-proxy",
                "otc-container",
                "opentelemetry-auto-instrumentation",
                "opentelemetry-auto-instrumentation-java",
                "newrelic-instrumentation-python",
                "consul-dataplane-web",
                "install-oneagent",
                "istio-proxy",
            })
    @DisplayName("is recognised by the name that its project gives it")
    void known(String name) {
        assertThat(KnownSidecar.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"datadog-agent-injector", "datadog-lib-init", "my-queue-proxy", "envoy-2", "app", ""})
    @DisplayName("is not recognised by a name that is only alike")
    void unknown(String name) {
        assertThat(KnownSidecar.isName(name)).isFalse();
    }

    @Test
    @DisplayName("stands in docs/injection.md with its source")
    void documented() throws IOException {
        String document = Files.readString(Path.of("../docs/injection.md"));
        assertThat(KnownSidecar.ALL)
                .allSatisfy(each -> assertThat(document)
                        .contains("| `" + each.name() + "` | " + each.source().replace(": ", ": `") + "` |"));
    }
}
