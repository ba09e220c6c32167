package alluxio.admission.certs.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.certs.rotation.ConfigurationState.Entry;
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
            SimulatedCluster world = new SimulatedCluster(2);
            chaos(world, random, new Chaos(true, true, true, true), STEPS / 2);
            world.readable = true;
            world.servers.forEach(server -> server.readable = true);
            for (String name : SimulatedCluster.NAMES) {
                if (!world.configurations.containsKey(name)) {
                    world.put(name, new Entry(Set.of(), true));
                }
            }
            for (int second = 0; second < 150; second++) {
                for (int step = 0; step < 30; step++) {
                    world.servers.get(step % 2).step();
                }
                world.now = world.now.plusSeconds(1);
            }
            for (int step = 0; step < 60; step++) {
                world.servers.get(step % 2).step();
            }
            for (SimulatedCluster.Server server : world.servers) {
                assertThat(server.replica.ready())
                        .as("seed %d, %s", seed, server)
                        .isTrue();
                Leaf leaf = server.replica.leaf().orElseThrow();
                assertThat(leaf.isExpired(world.now)).isFalse();
                assertThat(Objects.requireNonNull(world.secret).value().trusted(world.now))
                        .extracting(Authority::id)
                        .contains(leaf.issuer());
            }
            Set<Authority> trusted =
                    Set.copyOf(Objects.requireNonNull(world.secret).value().trusted(world.now));
            assertThat(world.configurations.values())
                    .as("seed %d", seed)
                    .allMatch(stored -> stored.value().ours().equals(trusted)
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
            SimulatedCluster world = new SimulatedCluster(2, lifetimes);
            List<String> trace = new ArrayList<>();
            Random random = new Random(seed);
            for (int step = 0; step < STEPS; step++) {
                String event = event(world, random, chaos);
                trace.add(Instant.EPOCH.until(world.now).toSeconds() + " s: " + event);
                assertThat(world.distrusted())
                        .as(() -> "seed " + seed + ":\n"
                                + String.join("\n", trace.subList(Math.max(0, trace.size() - 40), trace.size())))
                        .isEmpty();
            }
            promotions += world.promotions;
            if (!chaos.outages()) {
                assertThat(world.lapses)
                        .as("seed %d: leaves that were not renewed in time", seed)
                        .isZero();
            }
        }
        return promotions;
    }

    private static void chaos(SimulatedCluster world, Random random, Chaos chaos, int steps) {
        for (int step = 0; step < steps; step++) {
            event(world, random, chaos);
        }
    }

    private static String event(SimulatedCluster world, Random random, Chaos chaos) {
        int dice = random.nextInt(1_000);
        if (dice < 100) {
            world.now = world.now.plusSeconds(1);
            return "time passes";
        }
        if (dice < 104 && chaos.crashes()) {
            SimulatedCluster.Server server = world.servers.get(random.nextInt(world.servers.size()));
            server.crash();
            return server + " crashes";
        }
        if (dice < 106 && chaos.secret()) {
            return tamperWithSecret(world, random);
        }
        if (dice < 108 && chaos.bundles()) {
            return tamperWithBundle(world, random);
        }
        if (dice < 112 && chaos.outages()) {
            if (random.nextBoolean()) {
                SimulatedCluster.Server server = world.servers.get(random.nextInt(world.servers.size()));
                server.readable = !server.readable;
                return server + (server.readable ? " reaches the API server again" : " does not reach the API server");
            }
            world.readable = !world.readable;
            return "API server " + (world.readable ? "back" : "away");
        }
        SimulatedCluster.Server server = world.servers.get(random.nextInt(world.servers.size()));
        server.step();
        return server + " " + server.last;
    }

    private static String tamperWithSecret(SimulatedCluster world, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> world.storeSecret(null);
            case 1 -> world.storeSecret(Authorities.NONE);
            default -> {
                if (world.secret != null && world.secret.value().next().isPresent()) {
                    world.storeSecret(new Authorities(world.secret.value().current(), Optional.empty(), List.of()));
                }
            }
        }
        return "the Secret is tampered with: " + world.secret;
    }

    private static String tamperWithBundle(SimulatedCluster world, Random random) {
        String name = SimulatedCluster.NAMES.get(random.nextInt(2));
        switch (random.nextInt(3)) {
            case 0 -> world.tamper(name, null);
            case 1 -> world.tamper(name, new Entry(Set.of(), true));
            default -> world.tamper(name, new Entry(Set.of(world.newAuthority()), true));
        }
        return name + " is tampered with: " + world.configurations.get(name);
    }
}
