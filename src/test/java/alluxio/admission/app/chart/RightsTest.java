package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.testcluster.Helm;
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
                    + "alluxio-admission-labels-of-namespaces, alluxio-admission-labels-of-pods, alluxio-admission-keys, alluxio-admission-ca-bundle]",
            "ClusterRole/alluxio-admission-unregister delete validatingadmissionpolicies [alluxio-admission-injected, "
                    + "alluxio-admission-labels, alluxio-admission-keys, alluxio-admission-ca-bundle]");

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
    @DisplayName("helm test are to create pods in the namespace of the release, and exist only while it runs")
    void test() {
        List<ObjectNode> objects = Chart.render(Chart.RELEASE).stream()
                .filter(RightsTest::isOfTest)
                .toList();
        assertThat(rules(objects)).containsExactly("Role/alluxio-admission-test create pods []");
        assertThat(objects)
                .hasSize(5)
                .allMatch(object -> object.at("/metadata/annotations")
                        .path("helm.sh/hook-delete-policy")
                        .asString()
                        .equals("before-hook-creation,hook-succeeded"));
    }

    @Test
    @DisplayName("an installation without the hook of the uninstall are the server's alone")
    void withoutHook() {
        assertThat(rules("uninstallHook.enabled=false")).hasSize(3).noneMatch(rule -> rule.contains("delete"));
    }

    @Test
    @DisplayName("discovery are to read: a few kinds everywhere, the others in the named namespaces only")
    void discovery() {
        for (String mode : List.of("managed", "secret")) {
            String[] settings = {
                "certificates={\"mode\":\"" + mode + "\",\"secret\":{\"name\":\"tls\"}}",
                "discovery.namespaces=[\"alluxio\",\"cache\"]"
            };
            List<String> without = rules(settings[0]);
            assertThat(rules(settings))
                    .containsAll(without)
                    .filteredOn(rule -> !without.contains(rule))
                    .containsExactly(
                            "ClusterRole/alluxio-admission-discovery list,watch "
                                    + "limitranges,namespaces,nodes,persistentvolumes,resourcequotas []",
                            "alluxio: Role/alluxio-admission-discovery get,list,watch "
                                    + "configmaps,persistentvolumeclaims,pods,services []",
                            "alluxio: Role/alluxio-admission-discovery get,list,watch "
                                    + "daemonsets,deployments,statefulsets []",
                            "alluxio: Role/alluxio-admission-discovery get,list,watch networkpolicies []",
                            "cache: Role/alluxio-admission-discovery get,list,watch "
                                    + "configmaps,persistentvolumeclaims,pods,services []",
                            "cache: Role/alluxio-admission-discovery get,list,watch "
                                    + "daemonsets,deployments,statefulsets []",
                            "cache: Role/alluxio-admission-discovery get,list,watch networkpolicies []");
            assertThat(token(settings)).isTrue();
            assertThat(egress(settings)).isTrue();
        }
        assertThat(egress("certificates={\"mode\":\"secret\",\"secret\":{\"name\":\"tls\"}}"))
                .isFalse();
    }

    @Test
    @DisplayName("discovery are the same wherever it is written, and pods and Events are a choice")
    void pods() {
        String namespaces = "discovery.namespaces=[\"alluxio\"]";
        assertThat(rules("config." + namespaces)).isEqualTo(rules(namespaces));
        List<String> without = rules(namespaces);
        assertThat(rules(namespaces, "discovery.pods=true"))
                .filteredOn(rule -> !without.contains(rule))
                .containsExactly(
                        "ClusterRole/alluxio-admission-discovery list,watch pods []",
                        "ClusterRole/alluxio-admission-discovery create events []");
    }

    @Test
    @DisplayName("any values are none on the Secrets of others, and bound to the server's account")
    void noSecrets() {
        for (ValueSet values : ValueSets.all()) {
            List<ObjectNode> objects = Chart.render(Helm.four(), values);
            for (ObjectNode binding : objects) {
                String kind = binding.path("kind").asString();
                if (kind.equals("RoleBinding") || kind.equals("ClusterRoleBinding")) {
                    assertThat(binding.at("/subjects")).hasSize(1);
                    assertThat(binding.at("/subjects/0/namespace").asString()).isEqualTo(Chart.NAMESPACE);
                    assertThat(objects.stream()
                                    .filter(object -> Chart.title(object)
                                            .equals(binding.at("/roleRef/kind").asString() + "/"
                                                    + binding.at("/roleRef/name")
                                                            .asString())))
                            .isNotEmpty();
                }
            }
            assertThat(rules(objects).stream().filter(rule -> rule.contains("secrets")))
                    .as(values.toString())
                    .allMatch(rule -> rule.contains("create secrets []") || rule.endsWith("-ca]"));
        }
    }

    private static boolean egress(String... settings) {
        return Chart.ofKind(Chart.render(Chart.RELEASE, settings), "NetworkPolicy").stream()
                .filter(policy -> Chart.title(policy).equals("NetworkPolicy/alluxio-admission"))
                .anyMatch(policy -> policy.at("/spec/egress").size() == 2);
    }

    private static boolean token(String... settings) {
        return Chart.one(Chart.render(Chart.RELEASE, settings), "Deployment")
                .at("/spec/template/spec/automountServiceAccountToken")
                .asBoolean();
    }

    /** Those of an installation, without what exists while helm test runs. */
    private static List<String> rules(String... settings) {
        return rules(Chart.render(Chart.RELEASE, settings).stream()
                .filter(object -> !isOfTest(object))
                .toList());
    }

    private static boolean isOfTest(ObjectNode object) {
        return object.at("/metadata/annotations")
                .path("helm.sh/hook")
                .asString("")
                .equals("test");
    }

    private static List<String> rules(List<ObjectNode> objects) {
        List<String> rules = new ArrayList<>();
        for (ObjectNode object : objects) {
            String namespace = Chart.namespace(object);
            for (JsonNode rule : object.path("rules")) {
                rules.add((namespace.isEmpty() || namespace.equals(Chart.NAMESPACE) ? "" : namespace + ": ")
                        + Chart.title(object) + " " + String.join(",", Chart.texts(rule.path("verbs"))) + " "
                        + String.join(",", Chart.texts(rule.path("resources"))) + " "
                        + Chart.texts(rule.path("resourceNames")));
            }
        }
        return rules;
    }
}
