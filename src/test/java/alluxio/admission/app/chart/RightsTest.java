package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** CertificatesIT and InstallIT show that these rights are enough. */
@DisplayName("The rights of")
class RightsTest {
    private static final List<String> UNREGISTER = List.of(
            "ClusterRole/alluxio-admission-unregister delete mutatingwebhookconfigurations [alluxio-admission]",
            "ClusterRole/alluxio-admission-unregister delete validatingwebhookconfigurations [alluxio-admission]",
            "ClusterRole/alluxio-admission-unregister delete validatingadmissionpolicybindings [alluxio-admission-injected, "
                    + "alluxio-admission-labels-of-namespaces, alluxio-admission-labels-of-pods, alluxio-admission-ca-bundle]",
            "ClusterRole/alluxio-admission-unregister delete validatingadmissionpolicies [alluxio-admission-injected, "
                    + "alluxio-admission-labels, alluxio-admission-ca-bundle]");

    @Test
    @DisplayName("managed certificates are one Secret and the caBundles of our own configurations")
    void managed() {
        List<String> rules = rules();
        assertThat(rules)
                .containsAll(UNREGISTER)
                .filteredOn(rule -> !UNREGISTER.contains(rule))
                .containsExactly(
                        "ClusterRole/alluxio-admission get,patch,watch mutatingwebhookconfigurations,"
                                + "validatingwebhookconfigurations [alluxio-admission]",
                        "Role/alluxio-admission create secrets []",
                        "Role/alluxio-admission get,update,watch secrets [alluxio-admission-ca]");
    }

    @Test
    @DisplayName("managed certificates leave out the kind that is switched off")
    void onlyValidation() {
        assertThat(rules("mutation.enabled=false"))
                .contains(
                        "ClusterRole/alluxio-admission get,patch,watch validatingwebhookconfigurations [alluxio-admission]")
                .noneMatch(rule -> rule.contains("mutatingwebhook"));
    }

    @Test
    @DisplayName("a server with a certificate of others' are none, and it has no token")
    void files() {
        for (String mode : List.of("cert-manager", "secret")) {
            String[] settings = {"certificates.mode=\"" + mode + "\"", "certificates.secret.name=\"tls\""};
            assertThat(rules(settings))
                    .as("where others write the caBundle, there is no policy about it")
                    .containsExactlyElementsOf(UNREGISTER.stream()
                            .map(rule -> rule.replace(", alluxio-admission-ca-bundle", ""))
                            .toList());
            assertThat(token(settings)).isFalse();
        }
        assertThat(token()).isTrue();
    }

    @Test
    @DisplayName("an installation without the hook of the uninstall are the server's alone")
    void withoutHook() {
        assertThat(rules("uninstallHook.enabled=false")).hasSize(3).noneMatch(rule -> rule.contains("delete"));
    }

    private static boolean token(String... settings) {
        return Chart.one(Chart.render(Chart.RELEASE, settings), "Deployment")
                .at("/spec/template/spec/automountServiceAccountToken")
                .asBoolean();
    }

    private static List<String> rules(String... settings) {
        List<String> rules = new ArrayList<>();
        for (ObjectNode object : Chart.render(Chart.RELEASE, settings)) {
            for (JsonNode rule : object.path("rules")) {
                rules.add(Chart.title(object) + " " + String.join(",", Chart.texts(rule.path("verbs"))) + " "
                        + String.join(",", Chart.texts(rule.path("resources"))) + " "
                        + Chart.texts(rule.path("resourceNames")));
            }
        }
        return rules;
    }
}
