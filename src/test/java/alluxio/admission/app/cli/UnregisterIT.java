package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealApiServer
@DisplayName("unregister, against a real API server")
class UnregisterIT {
    private static final String MUTATING = "--mutating-webhook-configuration";
    private static final String VALIDATING = "--validating-webhook-configuration";
    private static final String POLICY = "--validating-admission-policy";
    private static final String BINDING = "--validating-admission-policy-binding";

    @TempDir
    private Path folder = Path.of("");

    @Test
    @DisplayName("removes what it is told, and nothing else, and says so")
    void removes(ApiServer server) {
        register(server.client(), "gone");
        register(server.client(), "stays");
        Run run = unregister(server.kubeconfig(), "gone");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out().lines())
                .containsExactly(
                        "removed MutatingWebhookConfiguration/gone",
                        "removed ValidatingWebhookConfiguration/gone",
                        "removed ValidatingAdmissionPolicyBinding/gone",
                        "removed ValidatingAdmissionPolicy/gone");
        assertThat(there(server.client(), "gone")).isEmpty();
        assertThat(there(server.client(), "stays")).hasSize(4);
    }

    @Test
    @DisplayName("without names finds what has the labels of an installation, and asks which where there are several")
    void byLabel(ApiServer server) {
        register(server.client(), "other");
        register(server.client(), "labelled");
        label(server.client(), "labelled", "one");
        Run dry = unregister(server, "--dry-run");
        assertThat(dry.out().lines()).hasSize(4).allMatch(line -> line.startsWith("would be removed: "));
        assertThat(there(server.client(), "labelled")).hasSize(4);
        register(server.client(), "second");
        label(server.client(), "second", "two");
        Run several = unregister(server);
        assertThat(several.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(several.err())
                .contains(
                        "several installations (one, two); choose one by its label: -l app.kubernetes.io/instance=NAME");
        Run run = unregister(server, "-l", "app.kubernetes.io/instance=one");
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .containsExactly(
                        "removed MutatingWebhookConfiguration/labelled",
                        "removed ValidatingWebhookConfiguration/labelled",
                        "removed ValidatingAdmissionPolicyBinding/labelled",
                        "removed ValidatingAdmissionPolicy/labelled");
        assertThat(unregister(server).out().lines()).hasSize(4);
        assertThat(unregister(server).out()).contains("nothing to remove");
        assertThat(there(server.client(), "other")).hasSize(4);
    }

    private static Run unregister(ApiServer server, String... arguments) {
        return Run.of(Stream.concat(
                        Stream.of(
                                "unregister",
                                "--kubeconfig",
                                server.kubeconfig().toString()),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static void label(KubernetesClient client, String name, String instance) {
        var v1 = client.admissionRegistration().v1();
        for (var each : List.of(
                v1.mutatingWebhookConfigurations(),
                v1.validatingWebhookConfigurations(),
                v1.validatingAdmissionPolicies(),
                v1.validatingAdmissionPolicyBindings())) {
            each.withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), """
                            {"metadata": {"labels": {"app.kubernetes.io/name": "alluxio-admission",
                              "app.kubernetes.io/instance": "%s"}}}
                            """.formatted(instance));
        }
    }

    @Test
    @DisplayName("finds nothing the second time, which is no error")
    void removesAgain(ApiServer server) {
        register(server.client(), "twice");
        unregister(server.kubeconfig(), "twice");
        Run again = unregister(server.kubeconfig(), "twice");
        assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(again.out().lines()).hasSize(4).allMatch(line -> line.startsWith("not there: "));
    }

    @Test
    @DisplayName("without rights it names each object and each right that is missing, and exits with 2")
    void withoutRights(ApiServer server) throws IOException {
        register(server.client(), "kept");
        Run run = unregister(nobody(server), "kept");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().lines()).hasSize(4);
        assertThat(run.err())
                .contains("unregister: cannot delete MutatingWebhookConfiguration/kept at https://")
                .contains("cannot delete resource \"validatingadmissionpolicies\"");
        assertThat(there(server.client(), "kept")).hasSize(4);
    }

    @Test
    @DisplayName("where nobody listens it says so once, and exits with 3")
    void unreachable(ApiServer server) throws IOException {
        String port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = Integer.toString(free.getLocalPort());
        }
        Path kubeconfig = folder.resolve("nobody");
        Files.writeString(
                kubeconfig, Files.readString(server.kubeconfig()).replace(server.url(), "https://127.0.0.1:" + port));
        Run run = unregister(kubeconfig, "any");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err())
                .contains("cannot delete MutatingWebhookConfiguration/any at https://127.0.0.1:")
                .contains(port);
        assertThat(run.err().lines()).hasSize(1);
    }

    private static Run unregister(Path kubeconfig, String name) {
        String file = kubeconfig.toString();
        return Run.of(
                "unregister", "--kubeconfig", file, MUTATING, name, VALIDATING, name, POLICY, name, BINDING, name);
    }

    private Path nobody(ApiServer server) throws IOException {
        server.client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("nobody")
                        .endMetadata()
                        .build())
                .create();
        String token = server.client()
                .serviceAccounts()
                .inNamespace("default")
                .withName("nobody")
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
        Path kubeconfig = folder.resolve("nobody");
        return Files.writeString(
                kubeconfig, Files.readString(server.kubeconfig()).replace(server.token(), token));
    }

    private static void register(KubernetesClient client, String name) {
        client.resource(new MutatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        client.resource(new ValidatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        client.resource(new ValidatingAdmissionPolicyBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withNewMatchConstraints()
                        .addNewResourceRule()
                        .withApiGroups("example.com")
                        .withApiVersions("v1")
                        .withOperations("CREATE")
                        .withResources("things")
                        .endResourceRule()
                        .endMatchConstraints()
                        .addNewValidation()
                        .withExpression("true")
                        .endValidation()
                        .endSpec()
                        .build())
                .create();
        client.resource(new ValidatingAdmissionPolicyBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withPolicyName(name)
                        .withValidationActions("Warn")
                        .endSpec()
                        .build())
                .create();
    }

    private static List<String> there(KubernetesClient client, String name) {
        var v1 = client.admissionRegistration().v1();
        return List.of(
                        v1.mutatingWebhookConfigurations(),
                        v1.validatingWebhookConfigurations(),
                        v1.validatingAdmissionPolicies(),
                        v1.validatingAdmissionPolicyBindings())
                .stream()
                .filter(each -> each.withName(name).get() != null)
                .map(each -> each.withName(name).get().getKind())
                .toList();
    }
}
