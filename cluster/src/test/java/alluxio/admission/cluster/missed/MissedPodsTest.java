package alluxio.admission.cluster.missed;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.kube.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A pod counts as missed")
class MissedPodsTest {
    private static final String STATUS =
            "{\\\"schema\\\":1,\\\"result\\\":\\\"injected\\\",\\\"profile\\\":\\\"alluxio\\\",\\\"digest\\\":\\\"0\\\",\\\"features\\\":[],"
                    + "\\\"added\\\":{\\\"volumes\\\":{\\\"\\\":{\\\"alluxio-domain\\\":\\\"0\\\"}}}}";

    private static ObjectNode pod(String metadata, String more) {
        return (ObjectNode) JsonMapper.shared()
                .readTree("{\"metadata\": {\"name\": \"p\", \"namespace\": \"team\"" + metadata + "}" + more + "}");
    }

    private static int missed(boolean namespaceOptedIn, ObjectNode... pods) {
        return MissedPods.of(
                        List.of(pods),
                        Map.of("team", namespaceOptedIn ? Map.of("alluxio.io/inject", "true") : Map.of()),
                        new InjectionSettings(
                                OnConflict.DENY,
                                List.of(),
                                List.of(new LabelSelector(Map.of("app", "importer"), List.of())),
                                Set.of(),
                                List.of()))
                .count();
    }

    private static String labels(String value) {
        return ", \"labels\": {\"alluxio.io/inject\": \"" + value + "\"}";
    }

    private static String annotations(String key, String value) {
        return ", \"annotations\": {\"" + key + "\": \"" + value + "\"}";
    }

    @Test
    @DisplayName("if it opted in by its label or its namespace, and has no status")
    void missed() {
        assertThat(missed(false, pod(labels("true"), ""))).isOne();
        assertThat(missed(true, pod("", ""))).isOne();
        assertThat(missed(false, pod(labels("ture"), "")))
                .as("a typo that was refused if the webhook had answered")
                .isOne();
        assertThat(missed(false, pod(labels("true") + annotations("alluxio.io/status", "yes"), "")))
                .isOne();
    }

    @Test
    @DisplayName("not if it opted out, was injected, is over or being deleted, or is one of Alluxio's own")
    void notMissed() {
        assertThat(missed(false, pod("", ""))).isZero();
        assertThat(missed(true, pod(labels("false"), ""))).isZero();
        assertThat(missed(true, pod(annotations("alluxio.io/inject", "false"), "")))
                .isZero();
        assertThat(missed(false, pod(labels("true") + annotations("alluxio.io/inject", "false"), "")))
                .isZero();
        assertThat(missed(true, pod(annotations("alluxio.io/inject", "no"), "")))
                .as("an annotation that the webhook refuses")
                .isOne();
        assertThat(missed(true, pod(", \"labels\": {\"app\": \"importer\"}", "")))
                .as("injection.excludedPods")
                .isZero();
        assertThat(missed(true, pod(", \"labels\": {\"app\": \"exporter\"}", "")))
                .isOne();
        assertThat(missed(true, pod(annotations("alluxio.io/status", STATUS), "")))
                .isZero();
        assertThat(missed(true, pod(annotations("kubernetes.io/config.mirror", "x"), "")))
                .isZero();
        assertThat(missed(true, pod(", \"deletionTimestamp\": \"2026-11-30T12:00:00Z\"", "")))
                .isZero();
        assertThat(missed(true, pod("", ", \"status\": {\"phase\": \"Succeeded\"}")))
                .isZero();
        assertThat(missed(true, pod("", ", \"isAlluxioPod\": true"))).isZero();
        assertThat(missed(true, pod("", ", \"spec\": {\"containers\": [{\"name\": \"alluxio-worker\"}]}")))
                .isZero();
    }

    @Test
    @DisplayName("if its status names volumes that it does not have, where its volumes are known")
    void volumes() {
        String annotation = annotations("alluxio.io/status", STATUS);
        assertThat(missed(true, pod(annotation, ", \"spec\": {\"containers\": []}")))
                .isOne();
        assertThat(missed(
                        true,
                        pod(
                                annotation,
                                ", \"spec\": {\"containers\": [], \"volumes\": [{\"name\": \"alluxio-domain\"}]}")))
                .isZero();
    }

    @Test
    @DisplayName("once, with all others of its owner")
    void byOwner() {
        String owner =
                ", \"labels\": {\"pod-template-hash\": \"6f\"}, \"ownerReferences\": [{\"apiVersion\": \"apps/v1\", \"kind\": "
                        + "\"ReplicaSet\", \"name\": \"web-6f\", \"uid\": \"u\", \"controller\": true}]";
        MissedPods found = MissedPods.of(
                List.of(pod(owner, ""), pod(owner, ""), pod("", "")),
                Map.of("team", Map.of("alluxio.io/inject", "true")),
                InjectionSettings.defaults());
        assertThat(found.count()).isEqualTo(3);
        assertThat(found.owners()).extracting(MissedOwner::owner).containsExactly("Deployment team/web", "Pod team/p");
        assertThat(found.owners().getFirst().pods()).isEqualTo(2);
    }
}
