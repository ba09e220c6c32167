package alluxio.admission.cluster.missed;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.cluster.missed.EventSink.EventResult;
import alluxio.admission.cluster.missed.MissedOwner.Reference;
import alluxio.admission.cluster.missed.OptedInPod.Missed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Events about pods that were not injected")
class MissedPodEventsTest {
    private Instant now = Instant.parse("2026-11-30T12:00:00Z");
    /** What the API server has: replicas share it. */
    private final Set<String> stored = new HashSet<>();

    private final List<String> created = new ArrayList<>();
    private boolean allowed = true;
    private int requests;

    private MissedPodEvents replica() {
        return new MissedPodEvents(this::create, () -> now);
    }

    private EventResult create(String name, MissedOwner about, Instant at) {
        requests++;
        if (!allowed) {
            return EventResult.FAILED;
        }
        if (!stored.add(about.namespace() + "/" + name)) {
            return EventResult.EXISTED;
        }
        created.add(about.owner());
        return EventResult.CREATED;
    }

    private static MissedOwner owner(String namespace, String name) {
        return new MissedOwner(
                namespace,
                new Reference("apps/v1", "ReplicaSet", name + "-6f", "uid-" + name),
                "Deployment " + namespace + "/" + name,
                2,
                Missed.NO_STATUS);
    }

    private static List<MissedOwner> owners(int namespaces, int each) {
        return IntStream.range(0, namespaces)
                .boxed()
                .flatMap(n -> IntStream.range(0, each).mapToObj(i -> owner("team-" + n, "app-" + i)))
                .toList();
    }

    @Test
    @DisplayName("are written once a day for an owner, whatever the number of replicas and restarts")
    void once() {
        MissedPodEvents first = replica();
        first.reconcile(List.of(owner("team", "web")));
        first.reconcile(List.of(owner("team", "web")));
        replica().reconcile(List.of(owner("team", "web")));
        assertThat(created).containsExactly("Deployment team/web");
        assertThat(requests).as("the first one remembers what it wrote").isEqualTo(2);
        now = now.plus(Duration.ofDays(1));
        first.reconcile(List.of(owner("team", "web")));
        assertThat(created).hasSize(2);
    }

    @Test
    @DisplayName("are 20 an hour at most; the rest follows in the next hour")
    void bounded() {
        MissedPodEvents replica = replica();
        List<MissedOwner> many = owners(10, 3);
        replica.reconcile(many);
        replica.reconcile(many);
        assertThat(created).hasSize(MissedPodEvents.MOST_AN_HOUR);
        now = now.plus(Duration.ofMinutes(61));
        replica.reconcile(many);
        assertThat(created).hasSize(30).doesNotHaveDuplicates();
        assertThat(replica.total()).isEqualTo(30);
    }

    @Test
    @DisplayName("of a namespace with very many do not silence those of another")
    void fair() {
        List<MissedOwner> all = new ArrayList<>(owners(1, 500));
        all.add(owner("victim", "web"));
        replica().reconcile(all);
        assertThat(created).hasSize(MissedPodEvents.MOST_OF_A_NAMESPACE + 1).contains("Deployment victim/web");
    }

    @Test
    @DisplayName("that may not be created cost three requests each time, and are written once they may")
    void forbidden() {
        allowed = false;
        MissedPodEvents replica = replica();
        replica.reconcile(owners(100, 1));
        assertThat(requests).isEqualTo(3);
        allowed = true;
        replica.reconcile(owners(2, 1));
        assertThat(created).hasSize(2);
    }

    @Test
    @DisplayName("say how many pods, why, and the command; their names are valid and differ by day and owner")
    void text() {
        assertThat(owner("team", "web").message())
                .isEqualTo(
                        "2 pods that opted in to Alluxio run without it: no alluxio.io/status: it opted in later, or the webhook "
                                + "did not answer when it was created. When the webhook works, create them again: "
                                + "kubectl -n team rollout restart deployment/web");
        String name = MissedPodEvents.name(owner("team", "a".repeat(253)), java.time.LocalDate.EPOCH);
        assertThat(name).hasSizeLessThan(253).matches("[a-z0-9.-]+");
        assertThat(name).isNotEqualTo(MissedPodEvents.name(owner("team", "a".repeat(252)), java.time.LocalDate.EPOCH));
    }
}
