package alluxio.admission.policy;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.kube.AdmissionRequest;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Other objects with the same image")
class OwnedObjectsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final String CONTROLLERS = "system:kube-controller-manager";

    private static final Rule SHARED = new Rule() {
        private static final RuleInfo INFO = RuleInfo.warn("shared", "It hurts.");
        private static final PeerIndex<Boolean> IMAGES = PeerIndex.of(
                "other images",
                ObjectKind.WORKLOADS,
                (peer, entries) -> peer.pod().orElseThrow().containers().forEach(c -> entries.add(c.image(), true)));

        @Override
        public RuleInfo info() {
            return INFO;
        }

        @Override
        public List<PeerIndex<?>> indices() {
            return List.of(IMAGES);
        }

        @Override
        public void check(ReviewedObject object, Findings findings) {
            object.peers(IMAGES, "x")
                    .forEach(peer -> findings.at(object.root())
                            .found(peer.describe())
                            .wanted("no other")
                            .fix("change it"));
        }
    };

    private final PolicyEngine engine =
            new PolicyEngine(new RuleRegistry(List.of(SHARED)), PolicySettings.DEFAULT, InjectionPreview.NONE);

    @Test
    @DisplayName("are those that users applied, not what controllers made from them")
    void peers() {
        List<ObjectNode> cluster = List.of(
                template("Deployment", "web", "", ""),
                template("ReplicaSet", "web-5d4", "Deployment", "web"),
                pod("web-5d4-abc", "ReplicaSet", "web-5d4"),
                template("Job", "night-28", "CronJob", "night"),
                pod("bare", "", ""));
        assertThat(others(create(template("Deployment", "mine", "", "")), cluster))
                .containsExactly("Deployment web", "Pod bare");
    }

    @Test
    @DisplayName("are not those that are about to go")
    void going() {
        ObjectNode going = template("Deployment", "web", "", "");
        going.withObject("/metadata").put("deletionTimestamp", "2026-11-23T00:00:00Z");
        assertThat(others(create(template("Deployment", "mine", "", "")), List.of(going)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "StatefulSet, StatefulSet, master",
        "DaemonSet, DaemonSet, worker",
        "ReplicaSet, Deployment, web",
        "Job, CronJob, night"
    })
    @DisplayName("are not those that a pod is made from")
    void owners(String owner, String top, String name) {
        String made = owner.equals(top) ? name : owner.equals("Job") ? name + "-28" : name + "-5d4";
        ObjectNode pod = pod(made + "-abc", owner, made);
        pod.withObject("/metadata").putObject("labels").put("pod-template-hash", "5d4");
        List<ObjectNode> cluster = List.of(template(top, name, "", ""), template("Deployment", "other", "", ""));
        assertThat(others(create(pod).withUser(CONTROLLERS), cluster)).containsExactly("Deployment other");
        assertThat(others(create(pod).withUser("tenant"), cluster))
                .as("anybody can write an ownerReference")
                .hasSize(2);
    }

    @Test
    @DisplayName("do not hide behind an owner that no controller makes them from")
    void hiding() {
        ObjectNode hidden = template("StatefulSet", "master", "Deployment", "mine");
        assertThat(others(create(template("Deployment", "mine", "", "")), List.of(hidden)))
                .containsExactly("StatefulSet master");
    }

    private List<String> others(AdmissionRequest request, List<ObjectNode> cluster) {
        ClusterView view = (kind, _) -> cluster.stream()
                .filter(object -> object.path("kind").stringValue("").equals(kind))
                .toList();
        return engine.evaluate(request, engine.seenInCluster(view), TODAY, Budget.ofDecision()).findings().stream()
                .map(Finding::found)
                .toList();
    }

    private static AdmissionRequest create(ObjectNode object) {
        return AdmissionRequest.create(object, "default");
    }

    private static ObjectNode template(String kind, String name, String ownerKind, String owner) {
        String spec = "{template: {spec: {containers: [{name: 'a', image: 'x'}]}}}";
        return object(
                kind, name, ownerKind, owner, kind.equals("CronJob") ? "{jobTemplate: {spec: " + spec + "}}" : spec);
    }

    private static ObjectNode pod(String name, String ownerKind, String owner) {
        return object("Pod", name, ownerKind, owner, "{containers: [{name: 'a', image: 'x'}]}");
    }

    private static ObjectNode object(String kind, String name, String ownerKind, String owner, String spec) {
        ObjectNode object = Json.of("{kind: '" + kind + "', metadata: {name: '" + name + "'}, spec: " + spec + "}");
        if (!owner.isEmpty()) {
            object.withObject("/metadata")
                    .putArray("ownerReferences")
                    .addObject()
                    .put("kind", ownerKind)
                    .put("name", owner)
                    .put("controller", true);
        }
        return object;
    }
}
