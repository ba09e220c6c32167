package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Registration.Route;
import alluxio.admission.app.cli.Run;
import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.app.config.OfflineConfiguration;
import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.demo.DemoTarget.Answer;
import alluxio.admission.app.demo.HttpsServerTarget;
import alluxio.admission.app.injection.TestPods;
import alluxio.admission.app.injection.TestPods.TestPod;
import alluxio.admission.manifest.yaml.KubeYaml.Format;
import alluxio.admission.manifest.yaml.KubeYamlWriter;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

@RealApiServer
@DisplayName("Command line and server")
class CommandLineAgreesIT {
    private static final String SCOPE = "command-line";
    private static final String CONFIGURATION = """
            apiVersion: admission.alluxio.io/v1
            kind: AdmissionConfiguration
            defaultProfile: alluxio
            profiles:
            - name: alluxio
              namespace: alluxio
              version: 2.9.6
              master: {addresses: ["alluxio-master-0:19998"]}
              client: {options: env, properties: {alluxio.user.file.readtype.default: CACHE}}
              shortCircuit: {policy: uuid, hostPath: /tmp/alluxio-domain, mountPath: /opt/domain}
              fuse: {modes: [host, sidecar], hostPath: /mnt/alluxio, mountPath: /mnt/alluxio, directory: fuse, image: "alluxio/alluxio:2.9.6"}
              hdfs: {secrets: [{name: alluxio-hdfs-config, directory: hdfsConfig}], confDir: hdfsConfig}
              hostAliases: [{ip: 10.0.0.7, hostnames: [namenode]}]
              scheduling: {nodeSelector: {example.com/cache: alluxio}}
              features: [short-circuit, fuse, hdfs, host-aliases]
            - name: tiers
              namespace: alluxio
              master: {addresses: ["alluxio-master-0:19998"]}
              client: {options: env, properties: {alluxio.user.file.readtype.default: CACHE}}
              shortCircuit: {policy: local, tiers: [/mnt/ramdisk, /mnt/ssd]}
              fuse:
                mode: sidecar
                hostPath: /mnt/alluxio
                mountPath: /alluxio
                directory: fuse
                image: alluxio/alluxio:2.7.4
                alluxioPath: /data
                options: [allow_other, max_idle_threads=10]
                resources: {limits: {memory: 4Gi}, requests: {cpu: 250m, memory: 4Gi}}
                imagePullSecrets: [registry]
              hdfs:
                secrets:
                - {name: alluxio-hdfs-config, directory: hdfsConfig}
                - {name: alluxio.keytab, directory: keytab}
              hostAliases: [{ip: 10.0.0.7, hostnames: [namenode]}]
              scheduling: {nodeSelector: {example.com/cache: alluxio}}
              features: [short-circuit, fuse, hdfs, host-aliases]
            """;

    private final Path folder;
    private final Path configurationFile;
    private final AdmissionConfiguration configuration;
    private int files;

    CommandLineAgreesIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        configurationFile = Files.writeString(folder.resolve("configuration.yaml"), CONFIGURATION);
        configuration = OfflineConfiguration.of(ConfigurationLoader.read(configurationFile));
        assertThat(configuration).isEqualTo(TestConfigurations.everything());
    }

    @Test
    @DisplayName("make the same of the same pod, and refuse it with the same words")
    void overHttps() throws IOException {
        List<String> problems = new ArrayList<>();
        int refused = 0;
        List<TestPod> pods = TestPods.all();
        try (HttpsServerTarget server = HttpsServerTarget.start(configuration)) {
            for (TestPod test : pods) {
                Answer answer = server.submit(test.pod());
                Run run = inject(test.pod(), "default");
                refused += answer.after().isEmpty() ? 1 : 0;
                boolean same = answer.after().isPresent()
                        ? run.exitCode() == 0
                                && Pods.yaml(run.out()).equals(answer.after().get())
                        : agreesOnRefusal(run, answer.refusal());
                if (!same) {
                    problems.add(test + ": server " + answer + ", command line " + run);
                }
            }
        }
        System.out.println("command line and server: " + pods.size() + " pods, " + refused + " refused by both, "
                + problems.size() + " differ");
        assertThat(problems).isEmpty();
    }

    /** A refusal with several reasons is a numbered text from the server and a line each from the command line. */
    private static boolean agreesOnRefusal(Run run, String message) {
        List<String> reasons = message.matches("(?s)\\d+ problems: .*")
                ? List.of(message.split(" ?\\(\\d+\\) "))
                : List.of("", message);
        return run.exitCode() == 1
                && run.out().isEmpty()
                && reasons.stream().skip(1).allMatch(reason -> run.err().contains("    " + reason + "\n"));
    }

    @Test
    @DisplayName("add the same to a pod, whether the API server has filled in defaults before or not")
    void throughApiServer(ApiServer cluster) throws IOException {
        Api api = new Api(cluster);
        api.namespace(SCOPE, SCOPE, Map.of());
        List<String> problems = new ArrayList<>();
        int compared = 0;
        try (Registration _ = Registration.start(api, SCOPE, SCOPE, Route.URL, configuration)) {
            for (TestPod test : TestPods.all()) {
                Api.Reply before = api.dryRun(SCOPE, Pods.labelled(test.pod(), "false"));
                if (!before.created()) {
                    continue;
                }
                compared++;
                Api.Reply after = api.dryRun(SCOPE, test.pod());
                Run run = inject(test.pod(), SCOPE);
                boolean same = after.created()
                        ? run.exitCode() == 0 && sameAdditions(test.pod(), run, before, after)
                        : agreesOnRefusal(run, after.message().replaceFirst(".*denied the request: ", ""));
                if (!same) {
                    problems.add(test + ": API server " + after.text() + ", command line " + run);
                }
            }
        }
        System.out.println("command line and API server: " + compared + " pods, " + problems.size() + " differ");
        assertThat(problems).isEmpty();
    }

    private static boolean sameAdditions(ObjectNode submitted, Run run, Api.Reply before, Api.Reply after) {
        ObjectNode old = Pods.labelled(before.pod(), "true");
        Map<String, String> byServer = Additions.between(withoutName(old), withoutName(after.pod()));
        Map<String, String> byCommand =
                Additions.between(Pods.defaulted(submitted), Pods.defaulted(Pods.yaml(run.out())));
        return byServer.equals(byCommand) && !byServer.isEmpty();
    }

    /** A generated name is another one each time; the tests of exact specs look at the others. */
    private static ObjectNode withoutName(ObjectNode pod) {
        ((ObjectNode) pod.get("metadata")).remove("name");
        return pod;
    }

    private Run inject(ObjectNode pod, String namespace) throws IOException {
        Path file = Files.writeString(
                folder.resolve("pod-" + files++ + ".yaml"), new KubeYamlWriter().write(pod, Format.YAML));
        return Run.of(
                "inject", "-f", file.toString(), "--namespace", namespace, "--config", configurationFile.toString());
    }
}
