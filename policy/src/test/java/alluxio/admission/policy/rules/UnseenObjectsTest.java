package alluxio.admission.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.policy.PolicyResult.NotJudged;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Each failing example without the other objects that it needs: a rule that saw nothing has not passed. */
@DisplayName("A rule whose other object is not seen")
class UnseenObjectsTest {

    static Stream<RuleExample> failing() {
        return RuleExample.all()
                .filter(RuleExample::fails)
                .filter(e -> e.documents().size() > 1);
    }

    @ParameterizedTest
    @MethodSource("failing")
    @DisplayName("still finds its fault, or says that it is not judged, and what it does not see")
    void notJudged(RuleExample example) {
        List<ObjectNode> documents = example.documents();
        for (AdmissionRequest request : ManifestEvaluation.requests(documents)) {
            List<String> found = paths(judge(request, documents), example.rule());
            if (found.isEmpty()) {
                continue;
            }
            for (int taken = 0; taken < documents.size(); taken++) {
                List<ObjectNode> others = new ArrayList<>(documents);
                ObjectNode other = others.remove(taken);
                if (!isOf(request, other)) {
                    PolicyResult result = judge(request, others);
                    assertThat(!paths(result, example.rule()).isEmpty()
                                    || !unseen(result, example.rule()).isEmpty())
                            .as(request.kind() + " without "
                                    + other.path("kind").stringValue("") + " says " + paths(result, example.rule())
                                    + " " + unseen(result, example.rule()))
                            .isTrue();
                }
            }
        }
    }

    @Test
    @DisplayName("says so for each rule that reads a value, not only for the first")
    void eachReader() {
        ObjectNode worker = RuleExample.of("worker-hostname").stream()
                .filter(RuleExample::fails)
                .findFirst()
                .orElseThrow()
                .documents()
                .getFirst();
        ((ObjectNode) worker.at("/spec/containers/0"))
                .putArray("envFrom")
                .addObject()
                .putObject("configMapRef")
                .put("name", "alluxio-config");
        ((ObjectNode) worker.at("/spec/containers/0")).remove("env");
        AdmissionRequest request = AdmissionRequest.create(worker, "default");
        assertThat(judge(request, List.of(worker)).notJudged())
                .filteredOn(n -> n.what().contains("ConfigMap alluxio-config"))
                .extracting(NotJudged::rule)
                .contains("domain-socket-address", "domain-socket-length", "domain-socket-read-only", "master-address");
    }

    @Test
    @DisplayName("says nothing where all is seen, or nothing of others is needed")
    void complete() {
        for (RuleExample example : RuleExample.all().filter(e -> !e.fails()).toList()) {
            List<ObjectNode> documents = example.documents();
            ClusterView input = ManifestEvaluation.view(documents);
            ClusterView complete = new ClusterView() {
                @Override
                public List<ObjectNode> list(String kind, String namespace) {
                    return input.list(kind, namespace);
                }

                @Override
                public boolean isComplete(String kind, String namespace) {
                    return true;
                }
            };
            for (AdmissionRequest request : ManifestEvaluation.requests(documents)) {
                PolicyResult result = ManifestEvaluation.judge(
                        request, ManifestEvaluation.engine().seenInCluster(complete));
                assertThat(result.notJudged())
                        .as(example.toString())
                        .filteredOn(n -> Set.of("host-pid", "fuse-privileged", "excess-privileges", "fuse-device")
                                .contains(n.rule()))
                        .filteredOn(
                                n -> n.what().contains("objects") || n.what().contains("Nodes"))
                        .isEmpty();
            }
        }
    }

    private static boolean isOf(AdmissionRequest request, ObjectNode document) {
        return request.object().filter(document::equals).isPresent()
                || document.path("kind").stringValue("").equals("AdmissionReview");
    }

    private static PolicyResult judge(AdmissionRequest request, List<ObjectNode> documents) {
        return ManifestEvaluation.judge(request, ManifestEvaluation.engine().seen(ManifestEvaluation.view(documents)));
    }

    private static List<String> unseen(PolicyResult result, String rule) {
        return result.notJudged().stream()
                .filter(n -> n.rule().equals(rule) && n.what().contains("not seen: "))
                .map(NotJudged::what)
                .toList();
    }

    private static List<String> paths(PolicyResult result, String rule) {
        return result.findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .map(Finding::path)
                .map(Object::toString)
                .toList();
    }
}
