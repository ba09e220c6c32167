package alluxio.admission.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.Finding.Identity;
import alluxio.admission.policy.PolicyResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Each object of each example in a live cluster that has the example's other objects, or other ones. */
@DisplayName("A rule in a live cluster")
class ClusterExamplesTest {
    private static final Set<String> CLUSTER_SCOPED = Set.of("Namespace", "PersistentVolume", "Node");

    static Stream<RuleExample> examples() {
        return RuleExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    @DisplayName("finds what it finds in manifests, and denies what it denies without a view, unless data is lost")
    void present(RuleExample example) {
        ClusterView view = cluster(example, version("7"));
        for (AdmissionRequest request : requests(example)) {
            PolicyResult result = inCluster(request, view);
            assertThat(identities(result.findings()))
                    .containsAll(identities(ManifestEvaluation.judge(
                                    request, ManifestEvaluation.engine().seen(view))
                            .findings()));
            assertThat(result.denied())
                    .filteredOn(finding -> !finding.needsConfirmation())
                    .extracting(Finding::identity)
                    .isSubsetOf(identities(alone(request).denied()));
            assertThat(result.unconfirmed()).allSatisfy(other -> {
                assertThat(other.resourceVersion()).isEqualTo("7");
                assertThat(view.find(other.kind(), other.namespace(), other.name()))
                        .isPresent();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    @DisplayName("says which object it saw where it does not deny because of it")
    void says(RuleExample example) {
        ClusterView view = cluster(example, version("7"));
        for (AdmissionRequest request : requests(example)) {
            PolicyResult result = inCluster(request, view);
            ManifestEvaluation.judge(request, ManifestEvaluation.engine().seen(view)).denied().stream()
                    .filter(finding -> !identities(result.denied()).contains(finding.identity()))
                    .filter(finding -> !result.warned().contains(finding.withSeverity(RuleMode.WARN)))
                    .forEach(finding -> assertThat(result.warned()).anySatisfy(warning -> {
                        assertThat(warning.identity()).isEqualTo(finding.identity());
                        assertThat(warning.found()).startsWith(finding.found()).endsWith("as seen in the cluster)");
                        assertThat(example.documents())
                                .filteredOn(document ->
                                        !document.equals(request.object().orElse(null)))
                                .anySatisfy(document -> assertThat(warning.found())
                                        .contains(document.path("metadata")
                                                .path("name")
                                                .stringValue("?")));
                    }));
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    @DisplayName("finds in an object alone what it finds without a view, and denies nothing that others could lift")
    void absent(RuleExample example) {
        ClusterView view = cluster(example, UnaryOperator.identity());
        for (AdmissionRequest request : requests(example)) {
            PolicyResult result = inCluster(request, (_, _) -> List.of());
            assertThat(inCluster(request, ClusterView.NOTHING)).isEqualTo(alone(request));
            assertThat(identities(result.findings()))
                    .isEqualTo(identities(alone(request).findings()));
            // In a cluster, pods are compared with NetworkPolicies too.
            assertThat(result.notJudged()).containsAll(alone(request).notJudged());
            assertThat(identities(result.denied()))
                    .isSubsetOf(identities(alone(request).denied()))
                    .isSubsetOf(identities(ManifestEvaluation.judge(
                                    request, ManifestEvaluation.engine().seen(view))
                            .denied()));
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    @DisplayName("looks at no object of another namespace")
    void elsewhere(RuleExample example) {
        ClusterView view = cluster(example, object -> {
            if (!CLUSTER_SCOPED.contains(object.path("kind").stringValue(""))) {
                object.withObject("/metadata").put("namespace", "elsewhere");
            }
            return object;
        });
        for (AdmissionRequest request : requests(example)) {
            ClusterView scoped = new ClusterView() {
                @Override
                public List<ObjectNode> list(String kind, String namespace) {
                    return CLUSTER_SCOPED.contains(kind) ? view.list(kind, namespace) : List.of();
                }

                @Override
                public boolean isComplete(String kind, String namespace) {
                    return true;
                }
            };
            if (!request.namespace().equals("elsewhere")) {
                assertThat(inCluster(request, view)).isEqualTo(inCluster(request, scoped));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    @DisplayName("denies nothing because of an object that has changed since the snapshot")
    void stale(RuleExample example) {
        ClusterView view = cluster(example, version("7"));
        for (AdmissionRequest request : requests(example)) {
            PolicyResult result = inCluster(request, view)
                    .withUnconfirmedAsWarnings(other -> other.resourceVersion().equals("8"));
            assertThat(identities(result.denied()))
                    .isSubsetOf(identities(alone(request).denied()));
            assertThat(result.unconfirmed()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fails.yaml", "fails-none.yaml", "fails-journal.yaml", "fails-protocol.yaml"})
    @DisplayName("finds ports that a policy closes in the pods too, as the webhook gets no policies")
    void closedPorts(String name) {
        RuleExample example = RuleExample.of("network-policy-ports").stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<Finding> found = requests(example).stream()
                .filter(request -> !request.kind().equals("NetworkPolicy"))
                .flatMap(request -> inCluster(request, cluster(example, version("7"))).findings().stream())
                .filter(finding -> finding.rule().equals("network-policy-ports"))
                .toList();
        assertThat(found).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.path().toString()).contains(".ports[");
            assertThat(finding.severity()).isEqualTo(RuleMode.WARN);
            assertThat(finding.found()).contains("closed by NetworkPolicy ");
        });
    }

    @Test
    @DisplayName("denies because of another object in these cases only, in which data is lost")
    void dataLoss() {
        Set<String> rules = new TreeSet<>();
        examples()
                .forEach(example -> requests(example)
                        .forEach(request -> inCluster(request, cluster(example, version("7"))).denied().stream()
                                .filter(Finding::needsConfirmation)
                                .forEach(finding -> rules.add(finding.rule()))));
        assertThat(rules).containsExactly("journal-claim-deletion", "journal-shared");
    }

    private static PolicyResult inCluster(AdmissionRequest request, ClusterView view) {
        return ManifestEvaluation.judge(request, ManifestEvaluation.engine().seenInCluster(view));
    }

    private static PolicyResult alone(AdmissionRequest request) {
        return ManifestEvaluation.judge(request, ManifestEvaluation.engine().seen(ClusterView.NOTHING));
    }

    @Test
    @DisplayName("says of what is not found that it does not exist only where all objects of its kind are seen")
    void missing() {
        assertThat(notFound("config-map-missing", "fails.yaml", true))
                .contains("ConfigMap alluxio-conf, which does not exist")
                .anyMatch(text -> text.endsWith("ConfigMap alluxio-conf (does not exist)"));
        assertThat(notFound("config-map-missing", "fails.yaml", false))
                .contains("ConfigMap alluxio-conf, which is not seen")
                .anyMatch(text -> text.endsWith("ConfigMap alluxio-conf"))
                .noneMatch(text -> text.contains("does not exist"));
        String claim = "container \"alluxio-worker\": not seen: PersistentVolumeClaim alluxio-worker-domain-socket";
        assertThat(notFound("domain-socket-claim", "passes-unseen.yaml", true)).contains(claim + " (does not exist)");
        assertThat(notFound("domain-socket-claim", "passes-unseen.yaml", false)).contains(claim);
    }

    /** What is found, and what is not judged. */
    private static List<String> notFound(String rule, String name, boolean complete) {
        RuleExample example = RuleExample.of(rule).stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow();
        ClusterView all = cluster(example, UnaryOperator.identity());
        ClusterView view = complete ? all : (kind, namespace) -> all.list(kind, namespace);
        return requests(example).stream()
                .map(request -> inCluster(request, view))
                .flatMap(result -> Stream.concat(
                        result.findings().stream().map(Finding::found),
                        result.notJudged().stream().map(PolicyResult.NotJudged::what)))
                .toList();
    }

    private static List<AdmissionRequest> requests(RuleExample example) {
        return ManifestEvaluation.requests(example.documents());
    }

    /** As a snapshot of the whole cluster. */
    private static ClusterView cluster(RuleExample example, UnaryOperator<ObjectNode> change) {
        ClusterView view =
                ManifestEvaluation.view(example.documents().stream().map(change).toList());
        return new ClusterView() {
            @Override
            public List<ObjectNode> list(String kind, String namespace) {
                return view.list(kind, namespace);
            }

            @Override
            public boolean isComplete(String kind, String namespace) {
                return true;
            }
        };
    }

    private static UnaryOperator<ObjectNode> version(String resourceVersion) {
        return object -> {
            object.withObject("/metadata").put("resourceVersion", resourceVersion);
            return object;
        };
    }

    private static Set<Identity> identities(List<Finding> findings) {
        return findings.stream().map(Finding::identity).collect(Collectors.toSet());
    }
}
