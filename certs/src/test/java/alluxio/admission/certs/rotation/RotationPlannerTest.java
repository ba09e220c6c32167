package alluxio.admission.certs.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.certs.rotation.ConfigurationState.CaBundle;
import alluxio.admission.certs.rotation.ConfigurationState.Live;
import alluxio.admission.certs.rotation.RotationStep.IssueLeaf;
import alluxio.admission.certs.rotation.SecretState.Present;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A replica whose authority was replaced, and whose caBundles have the new one again since two seconds,")
class RotationPlannerTest {
    private static final Lifetimes LIFETIMES = new Lifetimes(
            Duration.ofSeconds(240),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(9));
    private static final Instant NOW = Instant.EPOCH.plusSeconds(1000);
    private static final Instant SINCE = NOW.minusSeconds(2);
    private static final Authority OLD = authority("old");
    private static final Authority NEW = authority("new");

    @Test
    @DisplayName("waits for the whole grace while its certificate lasts")
    void waits() {
        assertThat(plan(NOW.plusSeconds(21), SINCE)).isEmpty();
    }

    @Test
    @DisplayName("changes to the new one when its certificate would end first, and cannot be renewed")
    void changes() {
        assertThat(plan(NOW.plusSeconds(20), SINCE, NOW.plusSeconds(30)))
                .hasValueSatisfying(action -> assertThat(action)
                        .isInstanceOfSatisfying(
                                IssueLeaf.class,
                                issue -> assertThat(issue.issuer()).isEqualTo(NEW)));
    }

    @Test
    @DisplayName(
            "renews under the one before when a third is left, as long as that is trusted, so that nothing hurries the change")
    void renews() {
        assertThat(plan(NOW.plusSeconds(20), NOW))
                .hasValueSatisfying(action -> assertThat(action).isInstanceOfSatisfying(IssueLeaf.class, issue -> {
                    assertThat(issue.issuer()).isEqualTo(OLD);
                    assertThat(issue.ends()).isEqualTo(NOW.plusSeconds(60));
                }));
    }

    @Test
    @DisplayName("does not change before API servers can have seen the caBundles, not even then")
    void settles() {
        assertThat(plan(NOW.plusSeconds(1), NOW.minusSeconds(1), NOW.plusSeconds(11)))
                .isEmpty();
    }

    private static Optional<RotationStep> plan(Instant leafEnds, Instant trustedSince) {
        return plan(leafEnds, trustedSince, NOW.plusSeconds(100));
    }

    private static Optional<RotationStep> plan(Instant leafEnds, Instant trustedSince, Instant until) {
        Authorities stored =
                new Authorities(Optional.of(NEW), Optional.empty(), List.of(new RetiredAuthority(OLD, until)));
        Observation observation = new Observation(
                new Present("1", stored, List.of()),
                new TreeMap<>(Map.of("mutating", new Live(List.of(new CaBundle(Set.of(OLD, NEW), false))))),
                NOW);
        ReplicaState replica = new ReplicaState(
                Optional.of(new Leaf(OLD.id(), leafEnds)),
                NOW,
                stored,
                Map.of(OLD.id(), trustedSince, NEW.id(), trustedSince),
                true);
        return new RotationPlanner(LIFETIMES).plan(replica, observation, NOW);
    }

    private static Authority authority(String id) {
        return new Authority(id, Instant.EPOCH, NOW.plusSeconds(200));
    }
}
