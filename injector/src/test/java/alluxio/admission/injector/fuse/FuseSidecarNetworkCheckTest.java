package alluxio.admission.injector.fuse;

import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static alluxio.admission.injector.Fixtures.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.ClientSettings;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.Profile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A pod with a privileged FUSE sidecar")
class FuseSidecarNetworkCheckTest {
    private static Profile profile() {
        return Fixtures.with(
                Fixtures.sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.FUSE, Feature.HOST_ALIASES), draft -> {
                    draft.hostAliases = List.of(new HostAlias("10.0.0.7", List.of("namenode")));
                    draft.client = new ClientSettings(
                            ClientOptions.ENV, Map.of("alluxio.zookeeper.address", "zk-0.zk:2181,ZK-1.zk:2181"));
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'hostAliases':[{'ip':'10.9.9.9','hostnames':['x','Alluxio-Master-0.alluxio.svc']}]|spec.hostAliases[ip=10.9.9.9].hostnames|map \"Alluxio-Master-0.alluxio.svc\" to 10.9.9.9",
                "'hostAliases':[{'ip':'10.9.9.9','hostnames':['zk-1.zk']}]|spec.hostAliases[ip=10.9.9.9].hostnames|map \"zk-1.zk\" to 10.9.9.9",
                "'hostnameOverride':'alluxio-master-0.alluxio.svc'|spec.hostnameOverride|hostnameOverride \"alluxio-master-0.alluxio.svc\"",
                "'dnsPolicy':'None','dnsConfig':{'nameservers':['10.9.9.9']}|spec.dnsConfig.nameservers|dnsConfig.nameservers (10.9.9.9)",
                "'dnsConfig':{'searches':['evil.example']}|spec.dnsConfig.searches|dnsConfig.searches (evil.example)",
                "'shareProcessNamespace':true|spec.shareProcessNamespace|SYS_PTRACE",
            })
    @DisplayName("is refused if it redirects the sidecar, or can access its processes")
    void refused(String spec, String field, String text) {
        assertThat(refusals(injector(profile()), labelledSpec(spec)))
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.rule()).isEqualTo("inject-fuse-sidecar");
                    assertThat(refusal.field()).isEqualTo(field);
                    assertThat(refusal.message())
                            .startsWith("fuse mode sidecar: the pod")
                            .contains(text)
                            .endsWith(", or use fuse mode host, or leave fuse out with alluxio.io/features");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'hostAliases':[{'ip':'10.9.9.9','hostnames':['db','alluxio-master-0','alluxio']}]",
                "'hostAliases':[{'ip':'10.0.0.7','hostnames':['namenode']}]",
                "'hostAliases':[{'ip':'10.0.0.7'},null]",
                "'hostname':'alluxio-master-0','subdomain':'alluxio'",
                "'dnsConfig':{'options':[{'name':'ndots','value':'1'}],'nameservers':[]}",
                "'dnsPolicy':'Default'",
                "'shareProcessNamespace':false",
            })
    @DisplayName("is injected otherwise, and injected again with the aliases of the profile")
    void injectedAll(String spec) {
        Injector injector = injector(profile());
        ObjectNode pod = labelledSpec(spec);
        ObjectNode once = apply(pod, injected(injector, pod).patch());
        assertThat((JsonNode) apply(once, injected(injector, once).patch())).isEqualTo(once);
    }

    @Test
    @DisplayName("may have its own DNS if the masters are IP addresses")
    void addresses() {
        Profile profile = Fixtures.with(profile(), draft -> draft.masters = List.of(new HostPort("10.0.0.1", 19998)));
        injected(injector(profile), labelledSpec("'dnsConfig':{'nameservers':['10.9.9.9']}"));
    }

    @Test
    @DisplayName("resolves the master by a name that the search list cannot map to the pod's namespace")
    void names() {
        ObjectNode pod = labelledSpec("'hostNetwork':false");
        String result = apply(pod, injected(injector(profile()), pod).patch()).toString();
        assertThat(result)
                .contains("\"ALLUXIO_JAVA_OPTS\",\"value\":\"-Dalluxio.master.hostname=alluxio-master-0.alluxio.svc ")
                .contains("-Dalluxio.master.hostname=alluxio-master-0.alluxio -D");
    }
}
