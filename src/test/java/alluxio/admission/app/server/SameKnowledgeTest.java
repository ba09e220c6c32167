package alluxio.admission.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.AdmissionConfigurationReader;
import alluxio.admission.app.config.ConfigurationResult;
import alluxio.admission.app.manifest.ManifestInjector;
import alluxio.admission.app.manifest.ManifestInjector.PodDecision;
import alluxio.admission.app.manifest.ManifestValidator;
import alluxio.admission.app.server.DecisionBasis.Inputs;
import alluxio.admission.app.server.ObservedCluster.Observation;
import alluxio.admission.app.validation.ValidationRules;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.input.Progress;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.Budget;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.WrittenConfiguration;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.Finding;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** A server with a snapshot of some objects, and the command line with the same objects as manifests. */
@DisplayName("A server and the command line that see the same objects")
class SameKnowledgeTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String CONFIGURATION = """
            apiVersion: admission.alluxio.io/v1
            kind: AdmissionConfiguration
            defaultProfile: alluxio
            discovery: {namespaces: [alluxio]}
            profiles:
            - name: alluxio
              namespace: alluxio
              master: {addresses: ["alluxio-master-0:19998"]}
              shortCircuit: {policy: uuid, hostPath: /tmp/alluxio-domain, mountPath: /opt/domain}
              features: [short-circuit]
            """;
    private static final String CLIENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: report, namespace: team-a}
            spec:
              selector: {matchLabels: {app: report}}
              template:
                metadata: {labels: {app: report, alluxio.io/inject: "true"}}
                spec:
                  containers: [{name: app, image: "registry.example/report:1.4"}]
            """;

    @ParameterizedTest
    @CsvSource({"/tmp/alluxio-domain,hostPath,true", "/data/sockets,hostPath,false", "/tmp/alluxio-domain,claim,false"})
    @DisplayName("inject a client alike, and find the same in its template")
    void agree(String directory, String volume, boolean injected) {
        String alluxio = FakeCluster.alluxio("alluxio", directory);
        if (volume.equals("claim")) {
            alluxio = alluxio.replace(
                    "hostPath: {path: " + directory + ", type: DirectoryOrCreate}",
                    "persistentVolumeClaim: {claimName: sockets}");
        }
        KubeYaml yaml = new KubeYaml();
        Inputs inputs =
                new Inputs(written(), Optional.of(new Observation(FakeCluster.view(alluxio), Set.of("alluxio"))));
        DecisionBasis server = DecisionBasis.of(inputs, inputs.view(), null, ValidationRules.load(), CLOCK);
        AdmissionConfiguration configuration = server.completed().configuration();
        ObjectNode client = (ObjectNode) yaml.read(CLIENT, "client").getFirst().content();
        Decision ofServer = server.decide(
                new InjectionRequest((ObjectNode) client.at("/spec/template"), "team-a", false), Budget.ofDecision());
        List<ManifestSource> input = List.of(new ManifestSource("input", CLIENT + "---\n" + alluxio));
        Decision ofCommandLine = new ManifestInjector(yaml, configuration, "default")
                .inject(input, Progress.NONE).results().stream()
                        .filter(result -> result.object().endsWith("report"))
                        .map(PodDecision::decision)
                        .findFirst()
                        .orElseThrow();
        assertThat(ofCommandLine.patch()).isEqualTo(ofServer.patch());
        assertThat(ofCommandLine.notes()).isEqualTo(ofServer.notes());
        assertThat(ofServer.patch().toJson().toString().contains("as.uuid")).isEqualTo(injected);

        List<Finding> findings = server.judge(AdmissionRequest.create(client, "team-a"), Budget.ofDecision())
                .findings();
        assertThat(new ManifestValidator(yaml, configuration, "default", CLOCK)
                        .validate(input, Progress.NONE).results().stream()
                                .filter(result -> result.name().equals("report"))
                                .findFirst()
                                .orElseThrow()
                                .judgement()
                                .findings())
                .isEqualTo(findings);
        assertThat(findings.stream().map(Finding::rule).anyMatch("inject-short-circuit-left-out"::equals))
                .isEqualTo(!injected);
    }

    private static WrittenConfiguration written() {
        return switch (new AdmissionConfigurationReader().read(CONFIGURATION, "file")) {
            case ConfigurationResult.Loaded loaded -> loaded.written();
            case ConfigurationResult.Rejected rejected -> throw new AssertionError(rejected.errors());
        };
    }
}
