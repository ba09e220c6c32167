package alluxio.admission.certs.rotation;

import alluxio.admission.certs.rotation.ConfigurationState.CaBundle;
import alluxio.admission.certs.rotation.ConfigurationState.Gone;
import alluxio.admission.certs.rotation.ConfigurationState.Live;
import alluxio.admission.certs.rotation.ConfigurationState.Unreadable;
import alluxio.admission.certs.rotation.RotationStep.CreateAuthority;
import alluxio.admission.certs.rotation.RotationStep.IssueLeaf;
import alluxio.admission.certs.rotation.RotationStep.PublishCaBundle;
import alluxio.admission.certs.rotation.RotationStep.Slot;
import alluxio.admission.certs.rotation.RotationStep.WriteSecret;
import alluxio.admission.certs.rotation.SecretState.Absent;
import alluxio.admission.certs.rotation.SecretState.Present;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in which every step of every replica is one of its own: each read, each write. API servers see a configuration
 * as it was up to {@link #LAG} ago. Authorities have no keys here; they are numbered.
 */
final class SimulatedCluster {
    static final Duration LAG = Duration.ofSeconds(2);
    static final Lifetimes LIFETIMES = new Lifetimes(
            Duration.ofSeconds(240),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(9));
    /** Of two, so that one can have what the other one lacks. */
    static final List<String> NAMES = List.of("mutating", "validating");

    /** What is stored at one name. */
    record Versioned<T>(int version, T value) {}

    /** A value of a configuration from some time on. */
    record Past(Instant from, Optional<CaBundle> entry) {}

    /** So short that an overwritten caBundle in the middle of a roll leaves no time to wait for the grace. */
    static final Lifetimes SHORT = new Lifetimes(
            Duration.ofSeconds(360),
            Duration.ofSeconds(36),
            Duration.ofSeconds(11),
            Duration.ofSeconds(3),
            Duration.ofSeconds(9));

    final Lifetimes lifetimes;
    final RotationPlanner planner;
    final List<Server> servers = new ArrayList<>();
    final TreeMap<String, Versioned<CaBundle>> configurations = new TreeMap<>();
    final TreeMap<String, List<Past>> history = new TreeMap<>();
    /** Since when somebody else's doing may keep an API server from trusting us. */
    final TreeMap<String, Instant> tampered = new TreeMap<>();

    @Nullable
    Versioned<Authorities> secret;

    boolean readable = true;
    Instant now = Instant.EPOCH;
    private int versions;
    private int authorities;
    int promotions;
    int lapses;

    SimulatedCluster(int replicas) {
        this(replicas, LIFETIMES);
    }

    SimulatedCluster(int replicas, Lifetimes lifetimes) {
        this.lifetimes = lifetimes;
        this.planner = new RotationPlanner(lifetimes);
        NAMES.forEach(name -> put(name, new CaBundle(Set.of(), true)));
        tampered.clear();
        for (int i = 0; i < replicas; i++) {
            servers.add(new Server(this));
        }
    }

    void put(String name, @Nullable CaBundle entry) {
        if (entry == null) {
            configurations.remove(name);
        } else {
            configurations.put(name, new Versioned<>(++versions, entry));
        }
        history.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Past(now, Optional.ofNullable(entry)));
    }

    void tamper(String name, @Nullable CaBundle entry) {
        put(name, entry);
        tampered.put(name, now);
    }

    void storeSecret(@Nullable Authorities value) {
        secret = value == null ? null : new Versioned<>(++versions, value);
    }

    Authority newAuthority() {
        return new Authority("ca-" + ++authorities, now.minusSeconds(3600), now.plus(lifetimes.authority()));
    }

    /** Everything that some API server may believe of a configuration now. */
    List<Optional<CaBundle>> believed(String name) {
        List<Past> pasts = history.getOrDefault(name, List.of());
        List<Optional<CaBundle>> believed = new ArrayList<>();
        for (int i = 0; i < pasts.size(); i++) {
            boolean replacedLongAgo =
                    i + 1 < pasts.size() && !pasts.get(i + 1).from().plus(LAG).isAfter(now);
            if (!replacedLongAgo) {
                believed.add(pasts.get(i).entry());
            }
        }
        return believed;
    }

    /** What a configuration's being tampered with excuses, until it was repaired and everybody has seen it. */
    private boolean isExcused(String name) {
        Instant since = tampered.get(name);
        if (since == null) {
            return false;
        }
        Set<String> needed = new HashSet<>();
        servers.forEach(server -> server.replica.leaf().ifPresent(leaf -> needed.add(leaf.issuer())));
        if (secret != null) {
            secret.value().current().ifPresent(current -> needed.add(current.id()));
        }
        boolean repaired = !needed.isEmpty()
                && believed(name).stream()
                        .allMatch(entry -> entry.map(e -> needed.stream().allMatch(e::trusts))
                                .orElse(false));
        if (repaired) {
            tampered.remove(name);
        }
        return !repaired;
    }

    /** @return what is wrong; empty when every API server trusts every leaf that takes requests */
    Optional<String> distrusted() {
        for (String name : NAMES) {
            if (isExcused(name)) {
                continue;
            }
            for (Server server : servers) {
                Optional<Leaf> leaf = server.replica.leaf().filter(l -> server.replica.ready() && !l.isExpired(now));
                if (leaf.isEmpty()) {
                    continue;
                }
                server.lapsed &= !NAMES.stream()
                        .flatMap(n -> believed(n).stream())
                        .allMatch(entry ->
                                entry.map(e -> e.trusts(leaf.get().issuer())).orElse(true));
                for (Optional<CaBundle> entry : believed(name)) {
                    // With nothing but expired authorities in it, the fault is everybody's: nobody was there in time.
                    boolean any = entry.isPresent()
                            && entry.get().own().stream().anyMatch(authority -> authority.isValid(now));
                    if (any && !entry.get().trusts(leaf.get().issuer())) {
                        if (server.lapsed) {
                            continue; // It could not renew in time, and goes on from there.
                        }
                        return Optional.of(name + " may be believed to have "
                                + ids(entry.get().own()) + ", and " + server + " serves a leaf of "
                                + leaf.get().issuer());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Set<String> ids(Set<Authority> authorities) {
        Set<String> ids = new HashSet<>();
        authorities.forEach(authority -> ids.add(authority.id()));
        return ids;
    }

    /** One replica: what it does next depends on what it has done. */
    static final class Server {
        private final SimulatedCluster cluster;
        ReplicaState replica = ReplicaState.NEW;
        private @Nullable SecretState secret;
        private Instant readAt = Instant.EPOCH;
        private final TreeMap<String, ConfigurationState> seen = new TreeMap<>();
        private final TreeMap<String, Integer> versions = new TreeMap<>();
        private @Nullable RotationStep pending;
        String last = "";
        boolean lapsed;
        boolean readable = true;
        private Instant plannedAt = Instant.EPOCH;

        Server(SimulatedCluster cluster) {
            this.cluster = cluster;
        }

        void crash() {
            replica = ReplicaState.NEW;
            lapsed = false;
            readable = true;
            forget();
        }

        private void forget() {
            secret = null;
            seen.clear();
            versions.clear();
            pending = null;
        }

        void step() {
            last = "reads";
            if (secret == null) {
                readAt = cluster.now;
                secret = cluster.readable && readable
                        ? cluster.secret == null
                                ? new Absent()
                                : new Present(
                                        Integer.toString(cluster.secret.version()), cluster.secret.value(), List.of())
                        : new SecretState.Unreadable("down");
                return;
            }
            for (String name : NAMES) {
                if (!seen.containsKey(name)) {
                    seen.put(name, read(name));
                    return;
                }
            }
            if (pending == null) {
                Observation observation = new Observation(secret, seen, readAt);
                replica = replica.observing(observation, cluster.now, cluster.lifetimes);
                last = "plans: " + replica;
                pending =
                        cluster.planner.plan(replica, observation, cluster.now).orElse(null);
                plannedAt = cluster.now;
                if (pending == null) {
                    forget();
                }
                return;
            }
            // A plan that is too old is not carried out: the margin is for what is under way.
            last = "carries out " + pending;
            if ((pending instanceof IssueLeaf || (cluster.readable && readable))
                    && !cluster.now.isAfter(plannedAt.plus(cluster.lifetimes.margin()))) {
                carryOut(pending);
            }
            forget();
        }

        private ConfigurationState read(String name) {
            Versioned<CaBundle> stored = cluster.configurations.get(name);
            if (!cluster.readable || !readable) {
                return new Unreadable("down");
            }
            if (stored == null) {
                return new Gone();
            }
            versions.put(name, stored.version());
            return new Live(List.of(stored.value()));
        }

        private void carryOut(RotationStep action) {
            switch (action) {
                case WriteSecret write -> store(write.resourceVersion(), write.authorities());
                case CreateAuthority fresh -> {
                    Authority authority = cluster.newAuthority();
                    Authorities others = fresh.others();
                    store(
                            fresh.resourceVersion(),
                            fresh.slot() == Slot.NEXT
                                    ? others.withNext(authority)
                                    : others.withCurrent(authority, cluster.lifetimes.lastLeafEnds(cluster.now)));
                }
                case PublishCaBundle publish -> {
                    Versioned<CaBundle> stored = cluster.configurations.get(publish.configuration());
                    if (stored != null
                            && Integer.valueOf(stored.version()).equals(versions.get(publish.configuration()))) {
                        cluster.put(publish.configuration(), new CaBundle(Set.copyOf(publish.authorities()), false));
                    }
                }
                case IssueLeaf issue -> {
                    Leaf leaf = new Leaf(issue.issuer().id(), issue.ends());
                    boolean late =
                            replica.leaf().filter(l -> l.isExpired(cluster.now)).isPresent();
                    cluster.lapses += late ? 1 : 0;
                    lapsed |= late;
                    replica = replica.serving(
                            leaf,
                            new Observation(Objects.requireNonNull(secret), seen, readAt),
                            cluster.now,
                            cluster.lifetimes);
                }
            }
        }

        private void store(Optional<String> version, Authorities authorities) {
            Optional<String> stored = Optional.ofNullable(cluster.secret).map(s -> Integer.toString(s.version()));
            if (stored.equals(version)) {
                boolean promoted = cluster.secret != null
                        && cluster.secret.value().next().isPresent()
                        && cluster.secret.value().next().equals(authorities.current());
                cluster.promotions += promoted ? 1 : 0;
                cluster.storeSecret(authorities);
            }
        }

        @Override
        public String toString() {
            return "replica " + cluster.servers.indexOf(this);
        }
    }
}
