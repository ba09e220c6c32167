package alluxio.admission.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.AdmissionConfigurationReader;
import alluxio.admission.app.config.ConfigurationResult;
import alluxio.admission.app.generated.DecisionUnderTest;
import alluxio.admission.app.generated.GeneratedCases;
import alluxio.admission.app.server.DecisionBasis.Inputs;
import alluxio.admission.app.server.ObservedCluster.Observation;
import alluxio.admission.app.validation.ValidationRules;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.WrittenConfiguration;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.Finding;
import alluxio.admission.webhook.review.NotReadyException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What one replica has injected, every other one leaves as it is, whatever it sees of the cluster. */
@DisplayName("Two replicas with two observations")
class TwoReplicasTest {
    private static final String NAMESPACE = "apps";
    private static final String HEAD = """
            apiVersion: admission.alluxio.io/v1
            kind: AdmissionConfiguration
            discovery: {namespaces: [alluxio, second]}
            """;
    private static final int PODS = 60;

    private final ValidationRules rules = ValidationRules.load();
    private final GeneratedCases generated = new GeneratedCases(true);
    private int injected;

    @Test
    @DisplayName("agree on pods whose profile is discovered")
    void discovered() {
        check(HEAD, List.of("", "alluxio.alluxio"));
        assertThat(injected).isGreaterThan(PODS);
    }

    @Test
    @DisplayName("agree on pods whose profile is completed, or is written whole")
    void completed() {
        check(HEAD + """
                defaultProfile: completed
                profiles:
                - name: completed
                  namespace: alluxio
                - name: whole
                  namespace: elsewhere
                  master: {addresses: ["m:19998"]}
                  shortCircuit: {hostPath: /mnt/whole}
                """, List.of("", "whole", "second.alluxio"));
        assertThat(injected).isGreaterThan(PODS);
    }

    private void check(String configuration, List<String> profiles) {
        Map<String, DecisionBasis> replicas = replicas(written(configuration));
        for (int seed = 0; seed < PODS; seed++) {
            ObjectNode pod = pod(seed, profiles.get(seed % profiles.size()));
            for (Map.Entry<String, DecisionBasis> first : replicas.entrySet()) {
                Optional<ObjectNode> result = injected(first.getValue(), pod);
                for (Map.Entry<String, DecisionBasis> second : replicas.entrySet()) {
                    result.ifPresent(p -> agree(
                            first.getKey() + ", then " + second.getKey(), first.getValue(), second.getValue(), p));
                }
            }
        }
    }

    private ObjectNode pod(int seed, String profile) {
        ObjectNode pod = generated.of(seed).podCase().pod().deepCopy();
        ObjectNode metadata = pod.withObjectProperty("metadata");
        metadata.withObjectProperty("labels").put(Keys.INJECT, "true");
        ObjectNode annotations = metadata.withObjectProperty("annotations");
        annotations.remove(Keys.PROFILE);
        annotations.remove(Keys.FEATURES);
        if (!profile.isEmpty()) {
            annotations.put(Keys.PROFILE, profile);
        }
        return pod;
    }

    private static Optional<ObjectNode> injected(DecisionBasis replica, ObjectNode pod) {
        try {
            Decision decision = replica.decide(new InjectionRequest(pod, NAMESPACE, false), Budget.ofDecision());
            return decision instanceof Decision.Injected
                    ? Optional.of(DecisionUnderTest.applied(pod, decision.patch()))
                    : Optional.empty();
        } catch (NotReadyException e) {
            return Optional.empty();
        }
    }

    private void agree(String replicas, DecisionBasis first, DecisionBasis second, ObjectNode pod) {
        injected++;
        Decision decision = second.decide(new InjectionRequest(pod, NAMESPACE, false), Budget.ofDecision());
        assertThat(decision).as("%s: %s", replicas, pod).isInstanceOf(Decision.Injected.class);
        assertThat(DecisionUnderTest.applied(pod, decision.patch()))
                .as(replicas)
                .isEqualTo(pod);
        assertThat(denied(first, pod)).as("%s: %s", replicas, pod).containsAll(denied(second, pod));
    }

    /** The rules that the pod breaks anyway. */
    private static Set<String> denied(DecisionBasis replica, ObjectNode pod) {
        return replica.judge(AdmissionRequest.create(pod, NAMESPACE), Budget.ofDecision()).denied().stream()
                .map(Finding::rule)
                .collect(Collectors.toSet());
    }

    private Map<String, DecisionBasis> replicas(WrittenConfiguration written) {
        Map<String, DecisionBasis> replicas = new LinkedHashMap<>();
        replicas.put("one directory", replica(written, FakeCluster.alluxio("alluxio", "/tmp/one")));
        replicas.put("another directory", replica(written, FakeCluster.alluxio("alluxio", "/tmp/two")));
        replicas.put(
                "no directory",
                replica(
                        written,
                        FakeCluster.alluxio("alluxio", "/tmp/one")
                                .replace(
                                        "hostPath: {path: /tmp/one, type: DirectoryOrCreate}",
                                        "persistentVolumeClaim: {claimName: alluxio-domain}")));
        replicas.put(
                "another master",
                replica(written, FakeCluster.alluxio("alluxio", "/tmp/one").replace("alluxio-master", "other-master")));
        replicas.put(
                "several",
                replica(
                        written,
                        FakeCluster.alluxio("alluxio", "/tmp/one"),
                        FakeCluster.alluxio("second", "/tmp/second")));
        replicas.put("only another", replica(written, FakeCluster.alluxio("second", "/tmp/second")));
        replicas.put("no Alluxio", replica(written));
        replicas.put("nothing yet", basis(written, Optional.empty()));
        return replicas;
    }

    private DecisionBasis replica(WrittenConfiguration written, String... manifests) {
        return basis(written, Optional.of(new Observation(FakeCluster.view(manifests), Set.of("alluxio", "second"))));
    }

    private DecisionBasis basis(WrittenConfiguration written, Optional<Observation> observation) {
        Inputs inputs = new Inputs(written, observation);
        return DecisionBasis.of(inputs, inputs.view(), null, rules, InstantSource.system());
    }

    private static WrittenConfiguration written(String text) {
        return switch (new AdmissionConfigurationReader().read(text, "c.yaml")) {
            case ConfigurationResult.Loaded loaded -> loaded.written();
            case ConfigurationResult.Rejected rejected -> throw new AssertionError(rejected.errors());
        };
    }
}
