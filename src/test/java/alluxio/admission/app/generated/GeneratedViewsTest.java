package alluxio.admission.app.generated;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.AdmissionConfigurationReader;
import alluxio.admission.app.config.ConfigurationResult;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** {@code -Dpods.seed=N} starts elsewhere, {@code -Dpods.count=N} takes more or fewer. */
@DisplayName("For generated pods, configurations and snapshots of a cluster,")
class GeneratedViewsTest {
    private static final int COUNT = 2_000;
    private static final int PODS_EACH = 25;

    private final DecisionInvariants invariants = new DecisionInvariants();

    private record Replica(Injector injector, ClusterView view) {
        Decision decide(ObjectNode pod) {
            return injector.decide(
                    new InjectionRequest(pod, ClusterGenerator.NAMESPACE, true), view, Budget.ofDecision());
        }
    }

    @Test
    @DisplayName("whatever a replica sees, nothing of the user's is lost, and to decide again changes nothing")
    void oneView() {
        Map<String, Integer> outcomes = new TreeMap<>();
        forEach((seed, random, written) -> {
            ClusterGenerator cluster = new ClusterGenerator(random);
            Injector injector = new Injector(cluster.discovered(written));
            DecisionUnderTest subject = new DecisionUnderTest(
                    injector,
                    injector,
                    new InjectionRequest(
                            new PodGenerator(random, false).pod(), ClusterGenerator.NAMESPACE, random.percent(20)),
                    cluster.view());
            invariants.checkAll(subject);
            outcomes.merge(subject.decision().getClass().getSimpleName(), 1, Integer::sum);
            if (subject.result().toString().contains("leftOut")) {
                outcomes.merge("left out", 1, Integer::sum);
            }
            if (subject.result().toString().contains("podAffinityTerms")) {
                outcomes.merge("pod affinity", 1, Integer::sum);
            }
        });
        System.out.println("generated views: " + outcomes);
        if (count() < COUNT) {
            return;
        }
        for (String outcome : new String[] {"Injected", "Refused", "Skipped", "left out", "pod affinity"}) {
            assertThat(outcomes.getOrDefault(outcome, 0)).as(outcome).isGreaterThan(count() / 100);
        }
    }

    @Test
    @DisplayName(
            "a pod that one replica has injected is neither changed nor refused by one that has discovered something else")
    void twoViews() {
        Map<String, Integer> outcomes = new TreeMap<>();
        forEach((seed, random, written) -> {
            ClusterGenerator cluster = new ClusterGenerator(random);
            Replica first = new Replica(new Injector(cluster.discovered(written)), cluster.view());
            ObjectNode pod = new PodGenerator(random, false).pod();
            Decision once = first.decide(pod);
            if (!(once instanceof Decision.Injected injected)) {
                return;
            }
            ObjectNode result = DecisionUnderTest.applied(pod, once.patch());
            // Only written profiles have a privileged sidecar, and all replicas know those.
            boolean sidecar = injected.patch().toJson().toString().contains("\"privileged\":true");
            AdmissionConfiguration other =
                    random.percent(10) && !sidecar ? cluster.nothing(written) : cluster.discovered(written);
            Decision twice = new Replica(new Injector(other), cluster.view()).decide(result);
            assertThat(twice).as(result::toPrettyString).isInstanceOf(Decision.Injected.class);
            assertThat(twice.patch())
                    .as(() -> result.toPrettyString() + twice.notes())
                    .isEqualTo(JsonPatch.EMPTY);
            boolean retained =
                    twice.notes().stream().anyMatch(note -> note.code().equals("injection-retained"));
            outcomes.merge(retained ? "retained" : "the same", 1, Integer::sum);
        });
        System.out.println("generated views: " + outcomes);
        if (count() < COUNT) {
            return;
        }
        assertThat(outcomes.getOrDefault("retained", 0)).isGreaterThan(count() / 10);
        assertThat(outcomes.getOrDefault("the same", 0)).isGreaterThan(count() / 100);
    }

    @FunctionalInterface
    private interface Case {
        void check(long seed, SeededRandom random, AdmissionConfiguration written);
    }

    private static int count() {
        return Integer.getInteger("pods.count", COUNT);
    }

    private static void forEach(Case each) {
        long start = Optional.ofNullable(Long.getLong("pods.seed"))
                .orElseGet(() -> (long) new SecureRandom().nextInt(Integer.MAX_VALUE) << 16);
        System.out.println("generated views: " + count() + " from seed " + start);
        AdmissionConfiguration written = AdmissionConfiguration.defaults();
        for (long seed = start; seed < start + count(); seed++) {
            if (seed == start || seed % PODS_EACH == 0) {
                written = configuration(seed);
            }
            try {
                each.check(seed, SeededRandom.of(seed), written);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("repeat with -Dpods.seed=" + seed + " -Dpods.count=1", e);
            }
        }
    }

    private static AdmissionConfiguration configuration(long seed) {
        ObjectNode tree = new ConfigurationGenerator(SeededRandom.of(Math.floorDiv(seed, PODS_EACH))).configuration();
        ConfigurationResult result = new AdmissionConfigurationReader().read(tree.toString(), "generated.yaml");
        assertThat(result).isInstanceOf(ConfigurationResult.Loaded.class);
        return ((ConfigurationResult.Loaded) result).written().configuration();
    }
}
