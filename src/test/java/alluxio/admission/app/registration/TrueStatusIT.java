package alluxio.admission.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Api.Reply;
import alluxio.admission.app.apiserver.Pods;
import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.generated.GeneratedCases;
import alluxio.admission.app.generated.GeneratedCases.Made;
import alluxio.admission.app.injection.TestPods;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

@RealApiServer
@DisplayName("The strict policy")
class TrueStatusIT {
    private static final int GENERATED = 1500;
    private static final String BY_POD = "true-status";
    private static final String BY_NAMESPACE = "true-status-by-namespace";

    /** @param decision SKIPPED, INJECTED or NOT_ASKED */
    private record Sent(String origin, String namespace, ObjectNode pod, String decision) {}

    private final Injector injector = new Injector(TestConfigurations.everything(BY_POD));

    @Test
    @DisplayName(
            "passes whatever the server injects, skips or leaves alone, of all pods that the tests have, by both labels")
    void passes(ApiServer server) {
        Cluster cluster = new Cluster(server);
        cluster.api().namespace(BY_POD, BY_POD, Map.of());
        cluster.api().namespace(BY_NAMESPACE, BY_POD, Map.of(Keys.INJECT, "true"));
        List<Sent> pods = new ArrayList<>();
        TestPods.all().forEach(pod -> {
            add(pods, pod.origin(), pod.pod(), false);
            add(pods, pod.origin(), Pods.unlabelled(pod.pod()), true);
        });
        GeneratedCases generated = new GeneratedCases(true);
        for (int seed = 0; seed < GENERATED; seed++) {
            Made made = generated.of(seed);
            String origin = "generated " + seed;
            String namespace = made.podCase().namespaceOptedIn() ? BY_NAMESPACE : BY_POD;
            result(made.podCase().pod(), made.subject().decision())
                    .ifPresent(sent -> pods.add(new Sent(origin, namespace, sent.pod(), sent.decision())));
        }
        // Before the policy is there, so that what is refused for another reason is known.
        List<Reply> without = Cluster.all(pods, pod -> cluster.dryRun(pod.namespace(), pod.pod()));
        try (Cluster.Registered _ = cluster.register(RenderedChart.with("admissionPolicies.strict=true")
                .only("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding")
                .scoped(BY_POD))) {
            ObjectNode probe = Pods.labelled(Pods.minimal("probe"), "true");
            Cluster.await(() -> !cluster.dryRun(BY_POD, probe).created(), "the policy does not come into force");
            List<Reply> with = Cluster.all(pods, pod -> cluster.dryRun(pod.namespace(), pod.pod()));
            List<String> problems = new ArrayList<>();
            int valid = 0;
            for (int i = 0; i < pods.size(); i++) {
                if (without.get(i).created()) {
                    valid++;
                    if (!with.get(i).created()) {
                        problems.add(pods.get(i).origin() + ": " + with.get(i).message());
                    }
                }
            }
            System.out.printf(
                    "policies: %d pods as the server leaves them, %d valid (%s), %d refused%n",
                    pods.size(), valid, counts(pods), problems.size());
            assertThat(problems).isEmpty();
            assertThat(valid).isGreaterThan(1000);
        }
    }

    private void add(List<Sent> pods, String origin, ObjectNode pod, boolean byNamespace) {
        String namespace = byNamespace ? BY_NAMESPACE : BY_POD;
        result(pod, injector.decide(new InjectionRequest(pod, namespace, byNamespace)))
                .ifPresent(sent -> pods.add(new Sent(origin, namespace, sent.pod(), sent.decision())));
    }

    /** What arrives at the policy; empty where the server refuses. */
    private static Optional<Sent> result(ObjectNode pod, Decision decision) {
        return decision instanceof Decision.Refused
                ? Optional.empty()
                : Optional.of(new Sent(
                        "",
                        "",
                        decision.patch().isEmpty()
                                ? pod
                                : Pods.patched(pod, decision.patch().toJson()),
                        decision.getClass().getSimpleName()));
    }

    private static Map<String, Long> counts(List<Sent> pods) {
        return pods.stream().collect(Collectors.groupingBy(Sent::decision, TreeMap::new, Collectors.counting()));
    }
}
