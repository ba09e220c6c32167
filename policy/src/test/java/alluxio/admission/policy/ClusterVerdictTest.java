package alluxio.admission.policy;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.kube.AdmissionOperation;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.AdmissionRequest.Change;
import alluxio.admission.model.kube.ObjectReference;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("In a live cluster")
class ClusterVerdictTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final ObjectReference OTHER = new ObjectReference("Deployment", "default", "other", "7");

    /** No image is "bad", and none is that of another Deployment: of "journal", data is lost then. */
    private static final class Images implements Rule {
        private static final RuleInfo INFO = RuleInfo.deny("images", "It hurts.");
        private static final PeerIndex<Boolean> IMAGES = PeerIndex.of(
                "other images",
                List.of(ObjectKind.DEPLOYMENT),
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
            object.pod().orElseThrow().containers().forEach(c -> {
                FindingDraft draft = findings.at(c, c.field().at("image")).wanted("an image of its own");
                Optional<Peer<Boolean>> other = object.peers(IMAGES, c.image()).findFirst();
                if (other.isPresent() && c.image().equals("journal")) {
                    draft.losingDataWith(other.get().reference())
                            .found("a shared image")
                            .fix("change it");
                } else if (other.isPresent() && c.image().equals("named")) {
                    draft.restingOn(other.get().reference())
                            .found("a shared image")
                            .fix("change it");
                } else if (other.isPresent() || c.image().equals("bad")) {
                    draft.found(c.image()).fix("change it");
                }
            });
        }
    }

    private final PolicyEngine engine =
            new PolicyEngine(new RuleRegistry(List.of(new Images())), PolicySettings.DEFAULT, InjectionPreview.NONE);

    @Test
    @DisplayName("a denial that rests on another object is a warning that names it")
    void others() {
        assertThat(judge(create("app", "shared"), peer("shared")).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).hasToString("WARN");
                    assertThat(finding.found()).isEqualTo("shared (Deployment other, as seen in the cluster)");
                });
        assertThat(judge(create("app", "named"), peer("named")).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).hasToString("WARN");
                    assertThat(finding.restsOn()).contains(OTHER);
                    assertThat(finding.found()).endsWith("(Deployment other, as seen in the cluster)");
                });
    }

    @Test
    @DisplayName("a denial for the object itself stays one, and rests on no other object")
    void itself() {
        PolicyResult result = judge(create("app", "bad"), peer("bad"));
        assertThat(result).isEqualTo(judge(create("app", "bad"), ClusterView.NOTHING));
        assertThat(result.isDenied()).isTrue();
        assertThat(result.unconfirmed()).isEmpty();
    }

    @Test
    @DisplayName("it stays one where data is lost, if a live read confirms the other object")
    void dataLoss() {
        PolicyResult result = judge(create("app", "journal"), peer("journal"));
        assertThat(result.isDenied()).isTrue();
        assertThat(result.unconfirmed()).containsExactly(OTHER);
        assertThat(result.withUnconfirmedAsWarnings(OTHER::equals)).isEqualTo(result);
        PolicyResult unconfirmed = result.withUnconfirmedAsWarnings(_ -> false);
        assertThat(unconfirmed.isDenied()).isFalse();
        assertThat(unconfirmed.unconfirmed()).isEmpty();
        assertThat(unconfirmed.warned())
                .extracting(Finding::found)
                .containsExactly("a shared image (Deployment other, as seen in the cluster)");
    }

    @Test
    @DisplayName("all documents of one input count as before")
    void input() {
        for (String image : List.of("shared", "named", "journal")) {
            PolicyResult result =
                    engine.evaluate(create("app", image), engine.seen(peer(image)), TODAY, Budget.ofDecision());
            assertThat(result.isDenied()).as(image).isTrue();
        }
    }

    @Test
    @DisplayName("an update is judged old and new with the same view: what was there before is no denial")
    void updates() {
        for (String image : List.of("shared", "journal", "bad")) {
            PolicyResult same = judge(update(image, image), peer(image));
            assertThat(same.isDenied()).as(image).isFalse();
            assertThat(same.warned()).as(image).hasSize(1);
            assertThat(judge(update("good", image), peer(image)).isDenied())
                    .as(image)
                    .isEqualTo(!image.equals("shared"));
        }
    }

    @Test
    @DisplayName("without a view all is as on the command line for one object; an empty view is that of a cluster")
    void withoutView() {
        assertThat(engine.seenInCluster(ClusterView.NOTHING).inCluster()).isFalse();
        assertThat(engine.seenInCluster((_, _) -> List.of()).inCluster()).isTrue();
    }

    @Test
    @DisplayName("the look at others takes nothing from the budget that the object has alone")
    void budget() {
        Budget full = Budget.ofDecision();
        AdmissionRequest request = create("app", "bad");
        engine.evaluate(request, engine.seen(ClusterView.NOTHING), TODAY, full);
        Budget enough = Budget.of(full.spent());
        PolicyResult result = engine.evaluate(request, engine.seenInCluster((_, _) -> List.of()), TODAY, enough);
        assertThat(result.isDenied()).isTrue();
        assertThat(enough.spent()).isEqualTo(full.spent());
    }

    private PolicyResult judge(AdmissionRequest request, ClusterView view) {
        return engine.evaluate(request, engine.seenInCluster(view), TODAY, Budget.ofDecision());
    }

    private static ClusterView peer(String image) {
        ObjectNode other = deployment("other", image);
        ((ObjectNode) other.get("metadata")).put("resourceVersion", "7");
        return (kind, namespace) ->
                kind.equals("Deployment") && namespace.equals("default") ? List.of(other) : List.of();
    }

    private static AdmissionRequest create(String name, String image) {
        return AdmissionRequest.create(deployment(name, image), "default");
    }

    private static AdmissionRequest update(String from, String to) {
        ObjectNode changed = deployment("app", to);
        ((ObjectNode) changed.get("spec")).put("paused", true);
        return AdmissionRequest.create(changed, "default")
                .withChange(new Change(
                        AdmissionOperation.UPDATE, Optional.of(changed), Optional.of(deployment("app", from))));
    }

    private static ObjectNode deployment(String name, String image) {
        return Json.of("{kind: 'Deployment', metadata: {name: '" + name
                + "'}, spec: {template: {spec: {containers: [{name: 'a', image: '" + image + "'}]}}}}");
    }
}
