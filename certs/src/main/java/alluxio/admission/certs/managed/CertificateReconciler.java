package alluxio.admission.certs.managed;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.certs.managed.CaResources.StoredConfiguration;
import alluxio.admission.certs.managed.ClusterObserver.ObservedState;
import alluxio.admission.certs.rotation.Authorities;
import alluxio.admission.certs.rotation.Authority;
import alluxio.admission.certs.rotation.Leaf;
import alluxio.admission.certs.rotation.Lifetimes;
import alluxio.admission.certs.rotation.ReplicaState;
import alluxio.admission.certs.rotation.RotationPlanner;
import alluxio.admission.certs.rotation.RotationStep;
import alluxio.admission.certs.rotation.RotationStep.CreateAuthority;
import alluxio.admission.certs.rotation.RotationStep.IssueLeaf;
import alluxio.admission.certs.rotation.RotationStep.PublishCaBundle;
import alluxio.admission.certs.rotation.RotationStep.Slot;
import alluxio.admission.certs.rotation.RotationStep.WriteSecret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles one replica's certificate, the Secret with the CAs and the caBundles: observes the cluster, asks the planner for
 * one step, takes it, and observes again. Every replica runs one; there is no leader. Everything but {@link #status()} is for
 * one thread.
 */
public final class CertificateReconciler {
    private static final Logger log = LoggerFactory.getLogger(CertificateReconciler.class);
    private static final int MAX_STEPS = 30;
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration RETRY_AFTER_FAILURE = RETRY.multipliedBy(2);

    private final CaResources cluster;
    private final RotationSettings settings;
    private final WriteRateLimiter rateLimiter;
    private final InstantSource clock;
    private final Consumer<KeyMaterial> server;
    private final RotationPlanner planner;
    private final AuthorityRegistry registry;
    private final CaSecretCodec secretCodec;
    private final ClusterObserver observer;
    private final StatusTracker tracker = new StatusTracker();
    private ReplicaState replica = ReplicaState.NEW;

    /** @param server serves each new certificate from then on */
    public CertificateReconciler(
            CaResources cluster,
            RotationSettings settings,
            WriteRateLimiter rateLimiter,
            InstantSource clock,
            Consumer<KeyMaterial> server) {
        this.cluster = cluster;
        this.settings = settings;
        this.rateLimiter = rateLimiter;
        this.clock = clock;
        this.server = server;
        this.planner = new RotationPlanner(settings.lifetimes());
        this.registry = new AuthorityRegistry(settings.commonName());
        this.secretCodec = new CaSecretCodec(registry, clock);
        this.observer = new ClusterObserver(cluster, registry, secretCodec, clock);
    }

    /** As of the last step. Thread-safe. */
    public CertificateStatus status() {
        return tracker.status();
    }

    /**
     * Takes every step that can be taken now.
     *
     * @return after how long to reconcile again if nothing changes before
     */
    public Duration reconcile() throws InterruptedException {
        for (int step = 0; step < MAX_STEPS; step++) {
            renew();
            ObservedState state = observe();
            Optional<RotationStep> next = planner.plan(replica, state.observation(), clock.instant());
            if (next.isEmpty()) {
                return state.problem().isEmpty() ? untilNext() : RETRY_AFTER_FAILURE;
            }
            if (next.get() instanceof PublishCaBundle && isRepairedByAnother(state)) {
                continue;
            }
            try {
                if (!take(next.get(), state)) {
                    return RETRY;
                }
            } catch (ApiServerException.Conflict e) {
                log.atDebug().addKeyValue("reason", e.getMessage()).log("Another replica was first");
            } catch (ApiServerException e) {
                tracker.failed(String.valueOf(e.getMessage()));
                return RETRY_AFTER_FAILURE;
            }
        }
        return RETRY;
    }

    private ObservedState observe() {
        ObservedState state = observer.observe();
        Instant now = clock.instant();
        replica = replica.observing(state.observation(), now, settings.lifetimes());
        tracker.observed(state, replica, settings.lifetimes(), now);
        return state;
    }

    /** All replicas see a changed caBundle at the same time: after a random pause, another one may have repaired it. */
    private boolean isRepairedByAnother(ObservedState before) throws InterruptedException {
        Duration pause = rateLimiter.jitter();
        if (pause.isZero()) {
            return false;
        }
        Thread.sleep(pause);
        return !observer.observe()
                .observation()
                .configurations()
                .equals(before.observation().configurations());
    }

    /** @return whether it was taken, and not put off */
    private boolean take(RotationStep step, ObservedState state) throws ApiServerException {
        Duration maxAge = settings.lifetimes().margin().dividedBy(2);
        if (clock.instant().isAfter(state.observation().readAt().plus(maxAge))) {
            return false; // What was read is too old to act on, for example after a suspend.
        }
        switch (step) {
            case WriteSecret write -> writeSecret(write.resourceVersion(), write.authorities(), write.why());
            case CreateAuthority create -> createAuthority(create);
            case PublishCaBundle publish -> {
                return publish(publish, state);
            }
            case IssueLeaf issue -> issue(issue, state);
        }
        return true;
    }

    private void createAuthority(CreateAuthority create) throws ApiServerException {
        Lifetimes lifetimes = settings.lifetimes();
        Authority authority =
                registry.register(CertificateAuthority.create(settings.commonName(), lifetimes.authority(), clock));
        Authorities authorities = create.slot() == Slot.NEXT
                ? create.others().withNext(authority)
                : create.others().withCurrent(authority, lifetimes.lastLeafEnds(clock.instant()));
        writeSecret(create.resourceVersion(), authorities, create.why() + ": a new one");
    }

    private void writeSecret(Optional<String> version, Authorities authorities, String why) throws ApiServerException {
        if (version.isPresent()) {
            cluster.updateSecret(version.get(), secretCodec.encode(authorities));
        } else {
            cluster.createSecret(secretCodec.encode(authorities));
        }
        log.atInfo().addKeyValue("why", why).log("The Secret with the authorities was written");
    }

    private boolean publish(PublishCaBundle publish, ObservedState state) throws ApiServerException {
        String name = publish.configuration();
        if (!rateLimiter.tryAcquire(name, clock.instant())) {
            tracker.failed(name + " is changed by another client again and again");
            return false;
        }
        StoredConfiguration read = state.stored().get(name);
        if (read == null) {
            throw new IllegalStateException("a plan for a configuration that was not read: " + name);
        }
        cluster.publish(name, read, CaBundleCodec.encode(publish.authorities(), registry));
        tracker.published(publish);
        return true;
    }

    private void renew() {
        planner.renewal(replica, clock.instant()).ifPresent(issue -> {
            replica = replica.renewed(signAndServe(issue));
            tracker.renewed(replica);
        });
    }

    private void issue(IssueLeaf issue, ObservedState state) {
        Leaf leaf = signAndServe(issue);
        Instant now = clock.instant();
        replica = replica.serving(leaf, state.observation(), now, settings.lifetimes());
        tracker.changed(state, replica, settings.lifetimes(), now);
    }

    private Leaf signAndServe(IssueLeaf issue) {
        CertificateAuthority signer = registry.signer(issue.issuer())
                .orElseThrow(() -> new IllegalStateException("no key for " + issue.issuer()));
        KeyMaterial leaf = signer.issue(settings.hosts(), Duration.between(clock.instant(), issue.ends()));
        server.accept(leaf);
        tracker.issued(issue, leaf);
        return new Leaf(issue.issuer().id(), leaf.notAfter());
    }

    private Duration untilNext() {
        Lifetimes lifetimes = settings.lifetimes();
        Duration untilReady = status().readiness().ready() ? lifetimes.grace().dividedBy(2) : RETRY;
        return shortest(shortest(settings.poll(), lifetimes.leaf().dividedBy(20)), untilReady);
    }

    private static Duration shortest(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
