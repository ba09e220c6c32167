package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.ServerProcess;
import alluxio.admission.app.chart.Requests.Reply;
import alluxio.admission.app.cli.Run;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.Helm;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** Without nodes: the server runs here, with what its pods would get, and so does the Job of the uninstall. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Installed, upgraded and uninstalled by Helm, through a real API server")
class InstallIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(40);
    private static final String PODS = "default";

    /** As somebody writes it who has no discovery. */
    private static final String PROFILE = "config.profiles=[{\"name\":\"alluxio\",\"namespace\":\"alluxio\","
            + "\"master\":{\"addresses\":[\"alluxio-master-0:19998\"]},"
            + "\"shortCircuit\":{\"policy\":\"uuid\",\"hostPath\":\"/tmp/alluxio-domain\"},"
            + "\"features\":[\"short-circuit\"]}]";

    private static final String WORKERS = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: workers}
            spec:
              selector: {matchLabels: {role: alluxio-worker}}
              template:
                metadata: {labels: {role: alluxio-worker}}
                spec: {containers: [{name: worker, image: "alluxio/alluxio:2.9.6"}]}
            """;

    /** Of kube-state-metrics. */
    private static final Set<String> OF_OTHERS =
            Set.of("kube_deployment_status_replicas_ready", "kube_deployment_spec_replicas");

    enum Version {
        HELM_4,
        HELM_3;

        Helm helm() {
            return this == HELM_4 ? Helm.four() : Helm.three();
        }

        /** For names of objects that a test with the other version must not find. */
        String suffix() {
            return this == HELM_4 ? "4" : "3";
        }

        /** Also the name of everything, as it is the chart's name. */
        String release() {
            return Chart.RELEASE;
        }
    }

    private final ApiServer server = ApiServer.start(ApiServerOptions.defaults());
    private final Requests requests = new Requests(server);

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    void prepare() {
        Definitions.create(server);
    }

    /** So that what one test leaves behind when it fails is not another's fault. */
    @AfterEach
    void removeAll() {
        Helm.four()
                .attempt(List.of(
                        "uninstall",
                        Chart.RELEASE,
                        "--no-hooks",
                        "--namespace",
                        Chart.NAMESPACE,
                        "--kubeconfig",
                        server.kubeconfig().toString()));
    }

    @AfterAll
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "it injects with the rights of the chart, an upgrade changes nothing of ours, and an uninstall leaves nothing")
    void lives(Version version) throws Exception {
        Path here = folder.resolve(version.name());
        assertThat(helm(version, "install", "--create-namespace", "--set", "monitoring.prometheusRule.enabled=true"))
                .containsPattern("alluxio-admission [0-9.]+ is installed in namespace alluxio-admission");
        ServerProcess process = InstalledServer.start(server, version.release(), here);
        try (process) {
            await(() -> process.managed("/readyz").statusCode(), code -> code == 200, "not ready");
            server.exposeService(Chart.NAMESPACE, version.release(), 443, List.of(process.port()));
            awaitInjection();
            String bundle = caBundle();
            Map<String, String> authority = authority().getData();
            assertThat(authority).containsKey("ca.crt");

            hasAllMetrics(process, bundle);
            answersItsTest(version, here);
            refusesItsConfiguration(version);

            helm(version, "upgrade", "--set", "replicas=3,mutation.timeoutSeconds=5");
            assertThat(caBundle()).isEqualTo(bundle);
            assertThat(authority().getData()).isEqualTo(authority);
            assertThat(injection().good()).isTrue();

            server.client()
                    .secrets()
                    .inNamespace(Chart.NAMESPACE)
                    .withName(Chart.RELEASE + "-ca")
                    .delete();
            await(this::storedAuthority, Optional::isPresent, "the server does not make its Secret again");
            helm(version, "upgrade", "--set", "replicas=2,discovery.namespaces={" + PODS + "}");
            assertThat(authority().getData()).isEqualTo(authority);

            uninstall(version, here);
            process.terminate();
            assertThat(process.exitCode(GRACE)).contains(0);
        }
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "an upgrade leaves a change by hand that the values say too; another one Helm 4 refuses, and --force-conflicts undoes")
    void changesByHand(Version version) {
        helm(version, "install", "--create-namespace", "--set", "mutation.failurePolicy=Fail");
        changeByHand("Ignore");
        if (version == Version.HELM_4) {
            Command.Result refused = version.helm().attempt(command(version, "upgrade", "mutation.failurePolicy=Fail"));
            assertThat(refused.code()).isNotZero();
            assertThat(refused.output())
                    .contains("conflict with \"kubectl-patch\"")
                    .contains("failurePolicy");
            helm(version, "upgrade", "--set", "mutation.failurePolicy=Fail", "--force-conflicts");
        } else {
            helm(version, "upgrade", "--set", "mutation.failurePolicy=Fail,replicas=3");
        }
        assertThat(failurePolicy()).isEqualTo("Fail");

        changeByHand("Ignore");
        Run trial =
                Run.of("trial", "-n", PODS, "--kubeconfig", server.kubeconfig().toString());
        assertThat(trial.exitCode()).as(trial.err()).isEqualTo(1);
        assertThat(trial.err()).contains("was not injected: the webhook did not answer");
        helm(version, "upgrade", "--set", "mutation.failurePolicy=Ignore,replicas=4");
        assertThat(failurePolicy()).isEqualTo("Ignore");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "an uninstall does not mind what is gone already, and one whose Job fails ends too and can be tried again")
    void uninstallIsRobust(Version version) {
        helm(version, "install", "--create-namespace");
        try (JobRunner _ = new JobRunner(server, folder, true)) {
            Command.Result failed = version.helm().attempt(command("uninstall", version, "--timeout", "60s"));
            assertThat(failed.code()).as(failed.output()).isNotZero();
        }
        KubernetesClient client = server.client();
        client.admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(Chart.RELEASE)
                .delete();
        try (JobRunner runner = new JobRunner(server, folder, false)) {
            version.helm().run(command("uninstall", version, "--timeout", "60s"));
            Run run = runner.runs().getFirst();
            assertThat(run.out()).contains("not there: MutatingWebhookConfiguration/alluxio-admission");
        }
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "with neither a profile nor discovery, it says where Alluxio seems to run, and the command that trusts it")
    void findsAlluxio(Version version) {
        String none = helm(version, "install", "--create-namespace", "--set-json", "config.profiles=[]");
        assertThat(none)
                .contains("pods that opt in are skipped")
                .contains("--set 'discovery.namespaces={alluxio}'")
                .contains("Or write a profile")
                .contains("This cluster has the Prometheus Operator")
                .contains("helm test alluxio-admission -n alluxio-admission");
        for (String namespace : List.of("cache", "warm")) {
            Definitions.namespace(server, namespace + "-" + version.suffix(), Map.of());
            server.client()
                    .resource(WORKERS)
                    .inNamespace(namespace + "-" + version.suffix())
                    .create();
        }
        try {
            String found = helm(version, "upgrade", "--set-json", "config.profiles=[]");
            String namespaces = "cache-" + version.suffix() + ",warm-" + version.suffix();
            assertThat(found)
                    .contains("Alluxio seems to run in namespaces " + namespaces.replace(",", ", "))
                    .contains("helm upgrade alluxio-admission CHART -n alluxio-admission --reuse-values")
                    .contains("--set 'discovery.namespaces={" + namespaces + "}'");
            assertThat(helm(version, "upgrade", "--set", "discovery.namespaces={" + namespaces + "}"))
                    .contains("It looks for Alluxio in namespaces " + namespaces.replace(",", ", "))
                    .contains("alluxio-admission check");
            assertThat(helm(version, "upgrade")).doesNotContain("discovery");
        } finally {
            server.client().apps().daemonSets().inAnyNamespace().delete();
        }
    }

    private void answersItsTest(Version version, Path here) {
        try (JobRunner runner = new JobRunner(server, here, false)) {
            version.helm().run(command("test", version, "--timeout", "60s"));
            assertThat(runner.runs())
                    .singleElement()
                    .satisfies(run -> assertThat(run.out())
                            .startsWith("a labelled pod in namespace alluxio-admission was answered: {\"schema\":1,")
                            .contains("\"result\":\"injected\""));
        }
    }

    /** Which Helm cannot know, as the schema of the values says nothing about other values. */
    private void refusesItsConfiguration(Version version) {
        String profile = PROFILE.substring(PROFILE.indexOf('{'), PROFILE.length() - 1);
        List<String> command =
                command("upgrade", version, "--set-json", "config.profiles=[" + profile + "," + profile + "]");
        command.add(2, Chart.FOLDER.toString());
        Command.Result refused = version.helm().attempt(command);
        assertThat(refused.code()).isNotZero();
        assertThat(refused.output())
                .contains("admission webhook \"configuration.alluxio.io\" denied the request")
                .containsPattern(
                        "config.yaml:[0-9]+:[0-9]+: profiles\\[1]: the profile \\\\?\"alluxio\\\\?\" is there twice");
    }

    private List<String> command(Version version, String verb, String values) {
        List<String> command = command(verb, version, "--set-json", PROFILE, "--set", values);
        command.add(2, Chart.FOLDER.toString());
        return command;
    }

    private void changeByHand(String failurePolicy) {
        server.client()
                .admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(Chart.RELEASE)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON)
                                .withFieldManager("kubectl-patch")
                                .build(),
                        "[{\"op\":\"replace\",\"path\":\"/webhooks/0/failurePolicy\",\"value\":\"" + failurePolicy
                                + "\"}]");
    }

    private String failurePolicy() {
        return server.client()
                .admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(Chart.RELEASE)
                .get()
                .getWebhooks()
                .getFirst()
                .getFailurePolicy();
    }

    private void uninstall(Version version, Path here) {
        try (JobRunner runner = new JobRunner(server, here, false)) {
            version.helm().run(command("uninstall", version, "--timeout", "60s"));
            Run run = runner.runs().getFirst();
            assertThat(run.err()).isEmpty();
            assertThat(run.out().lines()).hasSizeGreaterThan(8).allMatch(line -> line.startsWith("removed "));
        }
    }

    private String helm(Version version, String verb, String... more) {
        List<String> command = command(verb, version);
        command.add(2, Chart.FOLDER.toString());
        command.addAll(List.of("--set-json", PROFILE));
        command.addAll(List.of(more));
        return version.helm().run(command);
    }

    private List<String> command(String verb, Version version, String... more) {
        List<String> command = new ArrayList<>(List.of(verb, version.release()));
        command.addAll(List.of(
                "--namespace",
                Chart.NAMESPACE,
                "--kubeconfig",
                server.kubeconfig().toString()));
        command.addAll(List.of(more));
        return command;
    }

    /** Objects of the chart, with every value that adds one, and whatever else has a label of ours. */
    private List<String> left() {
        return Chart.render(
                        Chart.RELEASE,
                        "discovery.namespaces=[\"" + PODS + "\"]",
                        "monitoring={\"serviceMonitor\":{\"enabled\":true},\"prometheusRule\":{\"enabled\":true},"
                                + "\"dashboard\":{\"enabled\":true}}")
                .stream()
                .filter(object -> requests.get(object).code() != 404)
                .map(Chart::title)
                .toList();
    }

    private void awaitInjection() {
        await(this::injection, reply -> reply.text().contains("alluxio.io/status"), "nothing is injected");
    }

    /** Those that alerts and dashboard ask for; some are not there before they have counted something. */
    private void hasAllMetrics(ServerProcess process, String caBundle) throws Exception {
        assertThat(create("{name: typo, labels: {alluxio.io/inject: yes-please}}")
                        .code())
                .isEqualTo(403);
        ObjectNode warned =
                pod(Files.readString(Path.of("../policy/src/test/resources/rules/alluxio-image-tag/fails.yaml")));
        assertThat(requests.create(warned, PODS, "?dryRun=All").warnings()).isNotEmpty();
        String pem = new String(Base64.getDecoder().decode(caBundle), StandardCharsets.US_ASCII);
        assertThat(RawTls.firstLine(pem, process.port(), "GET /nothing HTTP/1.1"))
                .contains("404");
        String scraped = process.managed("/metrics").body();
        assertThat(Monitoring.metrics())
                .allMatch(metric -> OF_OTHERS.contains(metric)
                        || metric.startsWith(Monitoring.OF_API_SERVERS)
                        || scraped.contains("\n" + metric + "{")
                        || scraped.contains("\n" + metric + " "))
                .hasSizeGreaterThan(12);
    }

    private Reply injection() {
        return create("{name: client, labels: {alluxio.io/inject: \"true\"}}");
    }

    private Reply create(String metadata) {
        ObjectNode pod = pod("""
                apiVersion: v1
                kind: Pod
                metadata: %s
                spec: {containers: [{name: app, image: app}]}
                """.formatted(metadata));
        return requests.create(pod, PODS, "?dryRun=All");
    }

    private static ObjectNode pod(String yaml) {
        return (ObjectNode) new KubeYaml().read(yaml, "pod").getFirst().content();
    }

    private String caBundle() {
        return Objects.requireNonNull(server.client()
                .admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(Chart.RELEASE)
                .get()
                .getWebhooks()
                .getFirst()
                .getClientConfig()
                .getCaBundle());
    }

    private Secret authority() {
        return server.client()
                .secrets()
                .inNamespace(Chart.NAMESPACE)
                .withName(Chart.RELEASE + "-ca")
                .get();
    }

    private Optional<Secret> storedAuthority() {
        return Optional.ofNullable(authority());
    }

    private static <T> void await(Supplier<T> look, Predicate<T> good, String otherwise) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        T last = look.get();
        while (!good.test(last)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise + ": " + last);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            last = look.get();
        }
    }
}
