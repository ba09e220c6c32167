package alluxio.admission.injector.fuse;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.sidecarProfile;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.model.Feature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A FUSE sidecar behind a mesh")
class FuseMeshWarningTest {
    private final Injector injector = Fixtures.injector(sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.FUSE));

    private static ObjectNode pod(String list, String proxy) {
        ObjectNode pod = json("{'metadata':{'name':'p','labels':{'alluxio.io/inject':'true'}},"
                + "'spec':{'initContainers':[],'containers':[{'name':'app','image':'app:1'}]}}");
        pod.withObject("/spec")
                .withArrayProperty(list)
                .add(json("{'name':'" + proxy + "','image':'proxy:1'"
                        + (list.equals("initContainers") ? ",'restartPolicy':'Always'" : "") + "}"));
        return pod;
    }

    private List<Note> warnings(ObjectNode pod) {
        return injected(injector, pod).notes().stream()
                .filter(note -> note.code().equals("fuse-sidecar-mesh"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "istio-proxy|sidecar.istio.io/nativeSidecar: \"true\" or traffic.sidecar.istio.io/excludeOutboundPorts: \"19998,29999\"",
                "linkerd-proxy|proxy-enable-native-sidecar: \"true\" or config.linkerd.io/skip-outbound-ports: \"19998,29999\"",
                "consul-dataplane|pod with consul.hashicorp.com/transparent-proxy-exclude-outbound-ports: \"19998,29999\"",
                "consul-dataplane-web|pod with consul.hashicorp.com/transparent-proxy-exclude-outbound-ports: \"19998,29999\"",
                "kuma-sidecar|pod with traffic.kuma.io/exclude-outbound-ports: \"19998,29999\"",
            })
    @DisplayName("whose proxy is an ordinary container is warned about, with the way out whole in the warning")
    void classic(String proxy, String wayOut) {
        assertThat(warnings(pod("containers", proxy))).singleElement().satisfies(note -> {
            assertThat(note.message())
                    .startsWith("the FUSE sidecar starts before " + proxy)
                    .endsWith(wayOut);
            assertThat(note.message().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256);
        });
    }

    @Test
    @DisplayName("is fine when the proxy is a native sidecar, or the ports of the masters are left out")
    void fine() {
        assertThat(warnings(pod("initContainers", "istio-proxy"))).isEmpty();
        assertThat(warnings(pod("containers", "logs"))).isEmpty();
        String key = "traffic.sidecar.istio.io/excludeOutboundPorts";
        assertThat(warnings(annotate(pod("containers", "istio-proxy"), key, "1, 19998")))
                .isEmpty();
        assertThat(warnings(annotate(pod("containers", "istio-proxy"), key, "19990-20000")))
                .isEmpty();
        assertThat(warnings(annotate(pod("containers", "istio-proxy"), key, "1999,x-,,29999")))
                .hasSize(1);
        ObjectNode host = annotate(pod("containers", "istio-proxy"), "alluxio.io/features", "");
        assertThat(warnings(host)).isEmpty();
    }
}
