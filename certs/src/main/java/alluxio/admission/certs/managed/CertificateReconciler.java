package alluxio.admission.certs.managed;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.certs.managed.CaResources.StoredConfiguration;
import alluxio.admission.certs.managed.ClusterObserver.View;
import alluxio.admission.certs.rotation.Authorities;
import alluxio.admission.certs.rotation.Authority;
import alluxio.admission.certs.rotation.Leaf;
import alluxio.admission.certs.rotation.Lifetimes;
import alluxio.admission.certs.rotation.ReplicaState;
import alluxio.admission.certs.rotation.RotationPlanner;
import alluxio.admission.certs.rotation.RotationStep;
import alluxio.admission.certs.rotation.RotationStep.Issue;
import alluxio.admission.certs.rotation.RotationStep.Place;
import alluxio.admission.certs.rotation.RotationStep.Publish;
import alluxio.admission.certs.rotation.RotationStep.Store;
import alluxio.admission.certs.rotation.RotationStep.StoreNew;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one replica's certificate, and its share of the Secret and the caBundles, in order: looks, asks the planner, does
 * one step, and looks again. Every replica has one; none leads. All but {@link #status()} is for one thread.
 */
public final class CertificateReconciler {
    private static final Logger log = LoggerFactory.getLogger(CertificateReconciler.class);
    private static final int MOST_STEPS = 30;
    private static final Duration SOON = Duration.ofMillis(500);

    private final CaResources cluster;
    private final RotationSettings settings;
    private final WriteRateLimiter pace;
    private final InstantSource clock;
    private final Consumer<KeyMaterial> server;
    private final RotationPlanner planner;
    private final AuthorityRegistry vault;
    private final CaSecretCodec codec;
    private final ClusterObserver watchman;
    private final StatusTracker journal;
    private ReplicaState replica = ReplicaState.NEW;

    /** @param server gets each new certificate, with its key, to be served from then on */
    public CertificateReconciler(
            CaResources cluster,
            RotationSettings settings,
            WriteRateLimiter pace,
            InstantSource clock,
            Consumer<KeyMaterial> server) {
        this.cluster = cluster;
        this.settings = settings;
        this.pace = pace;
        this.clock = clock;
        this.server = server;
        this.planner = new RotationPlanner(settings.lifetimes());
        this.vault = new AuthorityRegistry(settings.commonName());
        this.codec = new CaSecretCodec(vault, clock);
        this.watchman = new ClusterObserver(cluster, vault, codec, clock);
        this.journal = new StatusTracker();
    }

    /** As of the last step. Thread-safe. */
    public CertificateStatus status() {
        return journal.status();
    }

    /**
     * Does all that can be done now.
     *
     * @return when to look again, if nothing happens before
     */
    public Duration round() throws InterruptedException {
        for (int step = 0; step < MOST_STEPS; step++) {
            renew();
            View view = look();
            Optional<RotationStep> action = planner.plan(replica, view.observation(), clock.instant());
            if (action.isEmpty()) {
                return view.problem().isEmpty() ? nextLook() : SOON.multipliedBy(2);
            }
            if (action.get() instanceof Publish && mayBeDoneByOthers(view)) {
                continue;
            }
            try {
                if (!carryOut(action.get(), view)) {
                    return SOON;
                }
            } catch (ApiServerException.Conflict e) {
                log.atDebug().addKeyValue("reason", e.getMessage()).log("Another replica was first");
            } catch (ApiServerException e) {
                journal.failed(String.valueOf(e.getMessage()));
                return SOON.multipliedBy(2);
            }
        }
        return SOON;
    }

    private View look() {
        View view = watchman.look();
        Instant now = clock.instant();
        replica = replica.seeing(view.observation(), now, settings.lifetimes());
        journal.seen(view, replica, settings.lifetimes(), now);
        return view;
    }

    /** Replicas see the same drift at the same time: who finds it mended after a moment has nothing to do. */
    private boolean mayBeDoneByOthers(View before) throws InterruptedException {
        Duration pause = pace.pause();
        if (pause.isZero()) {
            return false;
        }
        Thread.sleep(pause);
        return !watchman.look()
                .observation()
                .configurations()
                .equals(before.observation().configurations());
    }

    /** @return whether it was done, and not put off */
    private boolean carryOut(RotationStep action, View view) throws ApiServerException {
        if (clock.instant()
                .isAfter(view.observation()
                        .readAt()
                        .plus(settings.lifetimes().margin().dividedBy(2)))) {
            return false; // Such as after a suspend: what was read is too old to act upon.
        }
        switch (action) {
            case Store store -> store(store.resourceVersion(), store.authorities(), store.why());
            case StoreNew fresh -> storeNew(fresh);
            case Publish publish -> {
                return publish(publish, view);
            }
            case Issue issue -> issue(issue, view);
        }
        return true;
    }

    private void storeNew(StoreNew fresh) throws ApiServerException {
        Lifetimes lifetimes = settings.lifetimes();
        Authority authority =
                vault.keep(CertificateAuthority.create(settings.commonName(), lifetimes.authority(), clock));
        Authorities authorities = fresh.place() == Place.NEXT
                ? fresh.others().withNext(authority)
                : fresh.others().withCurrent(authority, lifetimes.lastLeafEnds(clock.instant()));
        store(fresh.resourceVersion(), authorities, fresh.why() + ": a new one");
    }

    private void store(Optional<String> version, Authorities authorities, String why) throws ApiServerException {
        if (version.isPresent()) {
            cluster.updateSecret(version.get(), codec.write(authorities));
        } else {
            cluster.createSecret(codec.write(authorities));
        }
        log.atInfo().addKeyValue("why", why).log("The Secret with the authorities was written");
    }

    private boolean publish(Publish publish, View view) throws ApiServerException {
        String name = publish.configuration();
        if (!pace.allows(name, clock.instant())) {
            journal.failed(name + " is changed by somebody else again and again");
            return false;
        }
        StoredConfiguration read = view.stored().get(name);
        if (read == null) {
            throw new IllegalStateException("a plan for what was not read: " + name);
        }
        cluster.publish(name, read, CaBundleCodec.write(publish.authorities(), vault));
        journal.published(publish);
        return true;
    }

    private void renew() {
        planner.renewal(replica, clock.instant()).ifPresent(issue -> {
            replica = replica.renewed(sign(issue));
            journal.renewed(replica);
        });
    }

    private void issue(Issue issue, View view) {
        Leaf leaf = sign(issue);
        Instant now = clock.instant();
        replica = replica.serving(leaf, view.observation(), now, settings.lifetimes());
        journal.changed(view, replica, settings.lifetimes(), now);
    }

    /** Signs, and has it served. */
    private Leaf sign(Issue issue) {
        CertificateAuthority signer = vault.signer(issue.issuer())
                .orElseThrow(() -> new IllegalStateException("no key for " + issue.issuer()));
        KeyMaterial material = signer.issue(settings.hosts(), Duration.between(clock.instant(), issue.ends()));
        server.accept(material);
        journal.issued(issue, material);
        return new Leaf(issue.issuer().id(), material.leaf().getNotAfter().toInstant());
    }

    private Duration nextLook() {
        Duration longest = settings.poll();
        Duration often = settings.lifetimes().leaf().dividedBy(20);
        Duration least = status().ready() ? settings.lifetimes().grace().dividedBy(2) : SOON;
        Duration soonest = longest.compareTo(often) < 0 ? longest : often;
        return soonest.compareTo(least) < 0 ? soonest : least;
    }
}
