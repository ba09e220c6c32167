package alluxio.admission.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.ProfileKey;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A configuration that is written")
class ConfigurationWriterTest {
    private static AdmissionConfiguration read(String text) {
        return ReadConfigurations.loaded(text).written().configuration();
    }

    private static void assertReadBack(AdmissionConfiguration configuration) {
        AdmissionConfiguration back = read(new ConfigurationWriter().write(configuration, Map.of()));
        assertThat(back.profiles()).isEqualTo(configuration.profiles());
        assertThat(back.access()).isEqualTo(configuration.access());
        assertThat(back.defaultProfile()).isEqualTo(configuration.defaultProfile());
    }

    @Test
    @DisplayName("reads back with the same profiles, whatever keys they have")
    void everyKey() throws IOException {
        assertReadBack(read(ConfigFiles.text("full.yaml")));
        assertReadBack(AdmissionConfiguration.defaults());
        assertReadBack(TestConfigurations.everything());
        assertReadBack(read(ReadConfigurations.HEAD + """
                profiles:
                - name: ns.a
                  namespace: ns
                  version: "2.10"
                  master: {addresses: ["[fd00::7]:19998", "10.0.0.7:1"]}
                  client: {options: none, properties: {a.b: "yes", c: "0400", d: "x: # y", e: ""}}
                  scheduling:
                    mode: required
                    nodeSelector: {disk: "true", zone: ""}
                    affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [
                      {matchExpressions: [{key: gpu, operator: DoesNotExist}, {key: disk, operator: In, values: [a, b]}]}]}}}
                    tolerations: [{operator: Exists}, {key: dedicated, operator: Equal, value: "1", effect: NoSchedule}]
                    workerPods: {matchLabels: {app: alluxio}}
                  worker: {uid: 0}
                  namespaces: [team-a, "ml-*"]
                """));
    }

    @Test
    @DisplayName("has each source as a comment that nothing in it can end")
    void comments() {
        String text = new ConfigurationWriter()
                .write(
                        AdmissionConfiguration.defaults(),
                        Map.of(
                                "alluxio",
                                Map.of(ProfileKey.MASTERS, "DaemonSet x\nprofiles: []", ProfileKey.VERSION, "unused")));
        assertThat(text)
                .contains("    addresses:  # DaemonSet x\\nprofiles: []\n")
                .doesNotContain("unused");
        assertThat(read(text).profiles())
                .isEqualTo(AdmissionConfiguration.defaults().profiles());
    }
}
