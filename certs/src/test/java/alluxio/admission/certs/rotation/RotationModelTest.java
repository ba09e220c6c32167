package alluxio.admission.certs.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.certs.rotation.ConfigurationState.CaBundle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random walks through what two replicas, crashes between any two steps, slow API servers and other people can do. Fixed
 * seeds, and one new one in each run, which is printed.
 */
@DisplayName("In no state of the rotation that can be reached")
class RotationModelTest {
    private static final int WALKS = 100;
    private static final int STEPS = 4_000;

    /** What may happen beside the replicas' own steps. */
    private record Chaos(boolean crashes, boolean secret, boolean bundles, boolean outages) {}

    @Test
    @DisplayName("does an API server distrust a leaf that takes requests, whatever crashes when")
    void crashes() {
        int promotions = walk(new Chaos(true, false, false, false));
        assertThat(promotions).as("authorities rolled").isGreaterThan(WALKS);
    }

    @Test
    @DisplayName("… or when the Secret is deleted, replaced by an older one or emptied, or the API server is away")
    void secrets() {
        walk(new Chaos(true, true, false, true));
    }

    @Test
    @DisplayName("… or when a caBundle is overwritten or its configuration deleted, once that was repaired")
    void bundles() {
        walk(new Chaos(true, true, true, true));
    }

    @Test
    @DisplayName(
            "… and no certificate ends unrenewed when only caBundles are overwritten, at whatever moment of a roll")
    void bundlesAlone() {
        walk(new Chaos(true, false, true, false), SimulatedCluster.SHORT);
    }

    @Test
    @DisplayName("are replicas stuck: left alone, all become ready, trusted, with caBundles in sync")
    void converges() {
        for (int seed = 0; seed < WALKS; seed++) {
            Random random = new Random(seed);
            SimulatedCluster cluster = new SimulatedCluster(2);
            chaos(cluster, random, new Chaos(true, true, true, true), STEPS / 2);
            cluster.readable = true;
            cluster.servers.forEach(server -> server.readable = true);
            for (String name : SimulatedCluster.NAMES) {
                if (!cluster.configurations.containsKey(name)) {
                    cluster.put(name, new CaBundle(Set.of(), true));
                }
            }
            for (int second = 0; second < 150; second++) {
                for (int step = 0; step < 30; step++) {
                    cluster.servers.get(step % 2).step();
                }
                cluster.now = cluster.now.plusSeconds(1);
            }
            for (int step = 0; step < 60; step++) {
                cluster.servers.get(step % 2).step();
            }
            for (SimulatedCluster.Server server : cluster.servers) {
                assertThat(server.replica.ready())
                        .as("seed %d, %s", seed, server)
                        .isTrue();
                Leaf leaf = server.replica.leaf().orElseThrow();
                assertThat(leaf.isExpired(cluster.now)).isFalse();
                assertThat(Objects.requireNonNull(cluster.secret).value().trusted(cluster.now))
                        .extracting(Authority::id)
                        .contains(leaf.issuer());
            }
            Set<Authority> trusted =
                    Set.copyOf(Objects.requireNonNull(cluster.secret).value().trusted(cluster.now));
            assertThat(cluster.configurations.values())
                    .as("seed %d", seed)
                    .allMatch(stored -> stored.value().own().equals(trusted)
                            && !stored.value().foreign());
        }
    }

    private static int walk(Chaos chaos) {
        return walk(chaos, SimulatedCluster.LIFETIMES);
    }

    private static int walk(Chaos chaos, Lifetimes lifetimes) {
        long fresh = System.nanoTime();
        System.out.println("rotation model: new seed " + fresh);
        int promotions = 0;
        for (int walk = 0; walk <= WALKS; walk++) {
            long seed = walk == WALKS ? fresh : walk;
            SimulatedCluster cluster = new SimulatedCluster(2, lifetimes);
            List<String> trace = new ArrayList<>();
            Random random = new Random(seed);
            for (int step = 0; step < STEPS; step++) {
                String event = event(cluster, random, chaos);
                trace.add(Instant.EPOCH.until(cluster.now).toSeconds() + " s: " + event);
                assertThat(cluster.distrusted())
                        .as(() -> "seed " + seed + ":\n"
                                + String.join("\n", trace.subList(Math.max(0, trace.size() - 40), trace.size())))
                        .isEmpty();
            }
            promotions += cluster.promotions;
            if (!chaos.outages()) {
                assertThat(cluster.lapses)
                        .as("seed %d: leaves that were not renewed in time", seed)
                        .isZero();
            }
        }
        return promotions;
    }

    private static void chaos(SimulatedCluster cluster, Random random, Chaos chaos, int steps) {
        for (int step = 0; step < steps; step++) {
            event(cluster, random, chaos);
        }
    }

    private static String event(SimulatedCluster cluster, Random random, Chaos chaos) {
        int dice = random.nextInt(1_000);
        if (dice < 100) {
            cluster.now = cluster.now.plusSeconds(1);
            return "time passes";
        }
        if (dice < 104 && chaos.crashes()) {
            SimulatedCluster.Server server = cluster.servers.get(random.nextInt(cluster.servers.size()));
            server.crash();
            return server + " crashes";
        }
        if (dice < 106 && chaos.secret()) {
            return tamperWithSecret(cluster, random);
        }
        if (dice < 108 && chaos.bundles()) {
            return tamperWithBundle(cluster, random);
        }
        if (dice < 112 && chaos.outages()) {
            if (random.nextBoolean()) {
                SimulatedCluster.Server server = cluster.servers.get(random.nextInt(cluster.servers.size()));
                server.readable = !server.readable;
                return server + (server.readable ? " reaches the API server again" : " does not reach the API server");
            }
            cluster.readable = !cluster.readable;
            return "API server " + (cluster.readable ? "back" : "away");
        }
        SimulatedCluster.Server server = cluster.servers.get(random.nextInt(cluster.servers.size()));
        server.step();
        return server + " " + server.last;
    }

    private static String tamperWithSecret(SimulatedCluster cluster, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> cluster.storeSecret(null);
            case 1 -> cluster.storeSecret(Authorities.NONE);
            default -> {
                if (cluster.secret != null && cluster.secret.value().next().isPresent()) {
                    cluster.storeSecret(new Authorities(cluster.secret.value().current(), Optional.empty(), List.of()));
                }
            }
        }
        return "the Secret is tampered with: " + cluster.secret;
    }

    private static String tamperWithBundle(SimulatedCluster cluster, Random random) {
        String name = SimulatedCluster.NAMES.get(random.nextInt(2));
        switch (random.nextInt(3)) {
            case 0 -> cluster.tamper(name, null);
            case 1 -> cluster.tamper(name, new CaBundle(Set.of(), true));
            default -> cluster.tamper(name, new CaBundle(Set.of(cluster.newAuthority()), true));
        }
        return name + " is tampered with: " + cluster.configurations.get(name);
    }
}
