package alluxio.admission.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.ConfigurationFiles;
import alluxio.admission.app.config.ConfigurationLimits;
import alluxio.admission.model.Budget;
import alluxio.admission.model.kube.AdmissionOperation;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.AdmissionRequest.Change;
import alluxio.admission.webhook.review.AdmissionOutcome;
import alluxio.admission.webhook.review.AdmissionResponse;
import alluxio.admission.webhook.review.AdmissionResponse.Denied;
import alluxio.admission.webhook.review.AdmissionWarning;
import alluxio.admission.webhook.review.DecisionLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The ConfigMap with the server's own configuration")
class ConfigurationHandlerTest {
    private static final String GOOD = ConfigurationFiles.defaults();
    private static final String BAD = GOOD.replace("hostPath", "hostPaht").replace("kind: Adm", "kind: Am");

    private final ConfigurationHandler handler = new ConfigurationHandler("1.2.0-SNAPSHOT");

    @Test
    @DisplayName("is refused when it is for this version, with every error, its line and column and the fix")
    void denied() {
        AdmissionResponse response =
                created(map("1.2.0", GOOD.replace("hostPath", "hostPaht").replace("uuid", "uid")));
        assertThat(response).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.message())
                    .startsWith("alluxio-admission 1.2.0 cannot use this configuration")
                    .contains("Fix these 2: (1) config.yaml:8:")
                    .contains("unknown key (did you mean \"hostPath\"?)")
                    .contains("allowed are uuid, local (did you mean \"uuid\"?)");
            assertThat(denied.causes())
                    .hasSize(2)
                    .allMatch(cause -> cause.field().equals("data[config.yaml]"));
        });
    }

    @Test
    @DisplayName("is allowed when it is good, whatever version it is for")
    void allowed() {
        for (String version : List.of("1.2.0", "9.9.9", "")) {
            AdmissionResponse response = created(map(version, GOOD));
            assertThat(response.outcome()).isEqualTo(AdmissionOutcome.VALID);
            assertThat(response.remarks().warnings()).isEmpty();
        }
    }

    @Test
    @DisplayName("is only warned about when it is for another version, which may know more, with both versions")
    void otherVersion() {
        AdmissionResponse response = created(map("1.3.0", GOOD + "newFeature: true\n"));
        assertThat(response.outcome()).isEqualTo(AdmissionOutcome.VALID);
        assertThat(texts(response))
                .satisfiesExactly(
                        versions -> assertThat(versions)
                                .contains("of version 1.2.0")
                                .contains("is for version 1.3.0"),
                        error -> assertThat(error).contains("newFeature: unknown key"));
        assertThat(texts(created(map("", BAD))).getFirst()).contains("does not say its version");
    }

    @Test
    @DisplayName("needs the key that the servers read, in data or in binaryData")
    void key() {
        ObjectNode renamed = map("1.2.0", GOOD);
        renamed.withObject("/data").set("config.yml", renamed.at("/data").get("config.yaml"));
        renamed.withObject("/data").remove("config.yaml");
        assertThat(message(renamed)).contains("rename \"config.yml\" to \"config.yaml\"");
        ObjectNode none = map("1.2.0", GOOD);
        none.remove("data");
        assertThat(message(none)).contains("data[config.yaml] is missing; it has no keys");
        none.putObject("binaryData").put("config.yaml", base64(GOOD.getBytes(StandardCharsets.UTF_8)));
        assertThat(created(none).outcome()).isEqualTo(AdmissionOutcome.VALID);
        none.putObject("binaryData").put("config.yaml", base64(BAD.getBytes(StandardCharsets.UTF_8)));
        assertThat(message(none)).contains("config.yaml:2:7:");
        none.putObject("binaryData").put("config.yaml", base64(new byte[] {(byte) 0xff, 0}));
        assertThat(message(none)).contains("is not UTF-8 text");
    }

    @Test
    @DisplayName("may stay as it is, and may be deleted, with a warning")
    void unchanged() {
        ObjectNode labelled = map("1.2.0", BAD);
        labelled.withObject("/metadata/labels").put("team", "a");
        assertThat(updated(map("1.2.0", BAD), labelled).outcome()).isEqualTo(AdmissionOutcome.IGNORED);
        assertThat(updated(map("1.2.0", BAD), map("1.2.0", GOOD)).outcome()).isEqualTo(AdmissionOutcome.VALID);
        assertThat(updated(map("1.2.0", GOOD), map("1.2.0", BAD)).outcome()).isEqualTo(AdmissionOutcome.DENIED);
        AdmissionResponse deleted =
                handle(new Change(AdmissionOperation.DELETE, Optional.empty(), Optional.of(map("1.2.0", GOOD))));
        assertThat(deleted.outcome()).isEqualTo(AdmissionOutcome.VALID);
        assertThat(texts(deleted)).singleElement().asString().contains("cannot start without it");
    }

    @Test
    @DisplayName("is bounded: its size, its errors and what aliases repeat")
    void bounded() {
        String huge = GOOD + "#".repeat(ConfigurationLimits.JUDGED_BYTES);
        assertThat(message(map("1.2.0", huge))).contains("larger than 128 KiB");
        assertThat(created(map("1.2.0", huge.substring(0, ConfigurationLimits.JUDGED_BYTES)))
                        .outcome())
                .isEqualTo(AdmissionOutcome.VALID);

        StringBuilder errors = new StringBuilder(GOOD);
        for (int i = 0; i < 8_000; i++) {
            errors.append('k').append(i).append(": 1\n");
        }
        AdmissionResponse many = created(map("1.2.0", errors.toString()));
        assertThat(many)
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.causes()).hasSize(50));
        assertThat(message(map("1.2.0", errors.toString())))
                .hasSizeLessThan(20_000)
                .endsWith(" more");

        String bomb = "a: &a [" + "x,".repeat(1_500) + "]\nb: [" + "*a,".repeat(80) + "]\n";
        assertThat(message(map("1.2.0", bomb))).contains("too many keys and values");
    }

    private String message(ObjectNode map) {
        return created(map) instanceof Denied denied ? denied.message() : "";
    }

    private AdmissionResponse created(ObjectNode map) {
        return handle(new Change(AdmissionOperation.CREATE, Optional.of(map), Optional.empty()));
    }

    private AdmissionResponse updated(ObjectNode before, ObjectNode after) {
        return handle(new Change(AdmissionOperation.UPDATE, Optional.of(after), Optional.of(before)));
    }

    private AdmissionResponse handle(Change change) {
        AdmissionRequest request =
                AdmissionRequest.create(map("", ""), "alluxio-admission").withChange(change);
        return handler.handle(request, new DecisionLimits(Budget.ofDecision(), Duration.ofSeconds(30)));
    }

    private static List<String> texts(AdmissionResponse response) {
        return response.remarks().warnings().stream()
                .map(AdmissionWarning::text)
                .toList();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static ObjectNode map(String version, String text) {
        ObjectNode map =
                JsonMapper.shared().createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata")
                .put("name", "alluxio-admission")
                .putObject("labels")
                .put("app.kubernetes.io/version", version);
        map.putObject("data").put("config.yaml", text);
        return map;
    }
}
