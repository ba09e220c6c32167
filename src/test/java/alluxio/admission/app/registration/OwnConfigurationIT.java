package alluxio.admission.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Api.Reply;
import alluxio.admission.app.chart.Chart;
import alluxio.admission.app.server.CertificateSources;
import alluxio.admission.app.server.DecisionEngine;
import alluxio.admission.app.server.WebhookService;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.SelfSigned;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import alluxio.admission.webhook.ServerSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.node.ObjectNode;

/** The entry is the chart's, and so is the ConfigMap; the server answers on loopback. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("The ConfigMap with the server's own configuration, when it is applied")
class OwnConfigurationIT {
    private static final String NS = "own-configuration";
    private static final String ELSEWHERE = NS + "-elsewhere";
    private static final String ENTRY = "configuration.alluxio.io";
    private static final String VERSION = "app.kubernetes.io/version";

    private final Cluster cluster;
    private final Cluster.Registered registered;
    private final WebhookService service;
    private final ObjectNode good;
    private boolean isStopped;

    OwnConfigurationIT(ApiServer server) {
        cluster = new Cluster(server);
        cluster.api().namespace(NS, NS, Map.of());
        cluster.api().namespace(ELSEWHERE, NS, Map.of());
        InstantSource clock = InstantSource.system();
        Duration lifetime = Duration.ofHours(1);
        CertificateAuthority authority = CertificateAuthority.create("test CA", lifetime, clock);
        service = WebhookService.start(
                ServerSettings.defaults().withAddress("127.0.0.1", 0),
                0,
                CertificateSources.fixed(authority.issue(SelfSigned.LOCAL_HOSTS, lifetime), clock),
                DecisionEngine.fixed(AdmissionConfiguration.defaults(), clock));
        good = Chart.renderIn(NS, Chart.RELEASE).stream()
                .filter(object -> object.path("kind").asString("").equals("ConfigMap"))
                .findFirst()
                .orElseThrow();
        registered = cluster.register(RenderedChart.in(NS)
                .only("ValidatingWebhookConfiguration")
                .onlyEntry(ENTRY)
                .served(service.port(), authority.certificatePem()));
        Cluster.await(() -> cluster.dryRun(NS, bad()).code() == 403, "the webhook does not come into force");
    }

    @AfterAll
    void close() {
        registered.close();
        stop();
    }

    private void stop() {
        if (!isStopped) {
            isStopped = true;
            service.close();
        }
    }

    @Test
    @Order(1)
    @DisplayName("is refused with an error, at its line and column with the fix, and stays as it was")
    void refused() {
        Reply refused = cluster.create(NS, bad());
        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message())
                .startsWith("admission webhook \"" + ENTRY + "\" denied the request: ")
                .contains("config.yaml:3:1: profile: unknown key (did you mean \"profiles\"?)");
        assertThat(refused.json().at("/details/causes/0/field").asString()).isEqualTo("data[config.yaml]");

        assertThat(cluster.create(NS, good)).satisfies(made -> {
            assertThat(made.created()).as(made.text()).isTrue();
            assertThat(made.warnings()).isEmpty();
        });
        assertThat(patch("{\"data\":{\"config.yaml\":\"kind: Other\"}}").code()).isEqualTo(403);
        assertThat(patch("{\"data\":null}").message()).contains("data[config.yaml] is missing");
        assertThat(patch("{\"data\":{\"config.yaml\":null,\"config.yml\":\"a: b\"}}")
                        .message())
                .contains("rename \"config.yml\" to \"config.yaml\"");
        assertThat(patch("{\"metadata\":{\"labels\":{\"team\":\"a\"}}}").code()).isEqualTo(200);
    }

    @Test
    @Order(2)
    @DisplayName("is only warned about during an upgrade that adds a key, and during its rollback")
    void upgraded() {
        Reply upgrade = patch(version("99.0.0", text(good) + "newKey: true\n"));
        assertThat(upgrade.code()).as(upgrade.text()).isEqualTo(200);
        assertThat(upgrade.warnings()).hasSize(2);
        assertThat(upgrade.warnings().getFirst())
                .contains("version " + ownVersion())
                .contains("version 99.0.0")
                .contains("if an upgrade or a rollback is under way, wait for it to end");
        assertThat(upgrade.warnings().getLast()).contains("newKey: unknown key");

        assertThat(patch("{\"metadata\":{\"finalizers\":[\"example.com/x\"]}}").warnings())
                .as("nothing changes in it")
                .isEmpty();
        assertThat(patch("{\"metadata\":{\"finalizers\":null}}").code()).isEqualTo(200);
        Reply rollback = patch(version(ownVersion(), text(good)));
        assertThat(rollback.code()).as(rollback.text()).isEqualTo(200);
        assertThat(rollback.warnings()).isEmpty();
    }

    @Test
    @Order(3)
    @DisplayName("is that one alone: neither another ConfigMap of the namespace, nor one of this name elsewhere")
    void others() {
        ObjectNode other = bad();
        other.withObject("/metadata").put("name", "other");
        assertThat(cluster.dryRun(NS, other).created()).isTrue();
        assertThat(cluster.dryRun(ELSEWHERE, bad()).created()).isTrue();
    }

    @Test
    @Order(4)
    @DisplayName("may be deleted, with a warning")
    void deleted() {
        Reply deleted = cluster.api().send("DELETE", path(), Cluster.json("{}"), "");
        assertThat(deleted.code()).isEqualTo(200);
        assertThat(deleted.warnings()).singleElement().asString().contains("apply the chart again");
        assertThat(cluster.create(NS, good).created()).isTrue();
    }

    @Test
    @Order(5)
    @DisplayName("can be changed and repaired while no server answers")
    void repaired() {
        stop();
        assertThat(patch(version(ownVersion(), "kind: Other")).code()).isEqualTo(200);
        assertThat(patch(version(ownVersion(), text(good))).code()).isEqualTo(200);
    }

    private ObjectNode bad() {
        ObjectNode bad = good.deepCopy();
        bad.withObject("/data").put("config.yaml", text(good).stripTrailing() + "\nprofile: []\n");
        return bad;
    }

    private String ownVersion() {
        return good.at("/metadata/labels").path(VERSION).asString();
    }

    private static String text(ObjectNode map) {
        return map.at("/data").path("config.yaml").asString();
    }

    private static String version(String version, String text) {
        ObjectNode patch = Cluster.json("{}");
        patch.withObject("/metadata/labels").put(VERSION, version);
        patch.withObject("/data").put("config.yaml", text);
        return patch.toString();
    }

    private Reply patch(String patch) {
        return cluster.api().send("PATCH", path(), Cluster.json(patch), "");
    }

    private static String path() {
        return Cluster.path("ConfigMap", NS) + "/" + Chart.RELEASE;
    }
}
