package alluxio.admission.certs.managed;

import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.certs.managed.CertificateStatus.CaBundles;
import alluxio.admission.certs.managed.CertificateStatus.Served;
import alluxio.admission.certs.managed.ClusterObserver.ObservedState;
import alluxio.admission.certs.rotation.Authorities;
import alluxio.admission.certs.rotation.Authority;
import alluxio.admission.certs.rotation.ConfigurationState;
import alluxio.admission.certs.rotation.Leaf;
import alluxio.admission.certs.rotation.Lifetimes;
import alluxio.admission.certs.rotation.Readiness;
import alluxio.admission.certs.rotation.ReplicaState;
import alluxio.admission.certs.rotation.RotationStep.IssueLeaf;
import alluxio.admission.certs.rotation.RotationStep.PublishCaBundle;
import alluxio.admission.certs.rotation.SecretState;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log lines for what a reconciler observed and did, one when something changes, and its status. The status is for any thread. */
final class StatusTracker {
    private static final Logger log = LoggerFactory.getLogger(CertificateReconciler.class);

    private final Map<String, Set<String>> published = new HashMap<>();
    private final Map<String, Long> repairs = new HashMap<>();
    private List<String> secretProblems = List.of();
    private long issued;
    private volatile CertificateStatus status = CertificateStatus.STARTING;

    CertificateStatus status() {
        return status;
    }

    void observed(ObservedState state, ReplicaState replica, Lifetimes lifetimes, Instant now) {
        String problem = state.problem();
        if (!problem.isEmpty() && !status.problem().equals(problem)) {
            log.atWarn().addKeyValue("problem", problem).log("The cluster cannot be read; what is served stays");
        }
        update(state, replica, lifetimes, now, problem);
        if (state.observation().secret() instanceof SecretState.Present present
                && !present.problems().equals(secretProblems)) {
            secretProblems = present.problems();
            secretProblems.forEach(
                    each -> log.atWarn().addKeyValue("problem", each).log("The Secret cannot be used as it is"));
        }
    }

    /** After a new leaf certificate was served. */
    void changed(ObservedState state, ReplicaState replica, Lifetimes lifetimes, Instant now) {
        update(state, replica, lifetimes, now, status.problem());
    }

    private void update(ObservedState state, ReplicaState replica, Lifetimes lifetimes, Instant now, String problem) {
        Readiness before = status.readiness();
        Readiness readiness = replica.ready()
                ? Readiness.READY
                : Readiness.not(Readiness.of(replica, state.observation(), now, lifetimes)
                        .why());
        SortedMap<String, String> states = new TreeMap<>();
        Authorities known = replica.remembered();
        Set<String> wanted = ids(known.trusted(now));
        state.observation().configurations().forEach((name, read) -> states.put(name, describe(name, read, wanted)));
        status = new CertificateStatus(
                readiness,
                new Served(
                        replica.leaf().map(Leaf::notAfter),
                        replica.leaf().map(Leaf::issuer).orElse(""),
                        known.current().map(Authority::notAfter)),
                new CaBundles(states, repairs),
                issued,
                problem);
        if (before.ready() != readiness.ready()) {
            log.atInfo()
                    .addKeyValue("ready", readiness.ready())
                    .addKeyValue("why", readiness.why())
                    .log("Readiness changed");
        }
    }

    private String describe(String name, ConfigurationState state, Set<String> wanted) {
        return switch (state) {
            case ConfigurationState.Gone _ -> CaBundles.GONE;
            case ConfigurationState.Unreadable unreadable -> unreadable.why();
            case ConfigurationState.Live live -> {
                boolean exact = live.isExactly(wanted);
                if (exact) {
                    published.put(name, wanted);
                }
                yield exact ? CaBundles.IN_SYNC : "a caBundle is not as it should be";
            }
        };
    }

    /** Counts as a repair when the same CAs had been there already. */
    void published(PublishCaBundle publish) {
        boolean repair = ids(publish.authorities()).equals(published.get(publish.configuration()));
        if (repair) {
            repairs.merge(publish.configuration(), 1L, Long::sum);
        }
        log.atInfo()
                .addKeyValue("configuration", publish.configuration())
                .addKeyValue("authorities", publish.authorities().size())
                .addKeyValue("repair", repair)
                .log("The caBundles were written");
    }

    void issued(IssueLeaf issue, KeyMaterial leaf) {
        issued++;
        log.atInfo()
                .addKeyValue("why", issue.why())
                .addKeyValue("serial", leaf.leaf().getSerialNumber().toString(16))
                .addKeyValue("until", leaf.notAfter())
                .addKeyValue("authority", issue.issuer().id().substring(0, 16))
                .log("A certificate was issued");
    }

    /** After a renewal, which changes the end of the leaf certificate and nothing else. */
    void renewed(ReplicaState replica) {
        CertificateStatus before = status;
        Served served = new Served(
                replica.leaf().map(Leaf::notAfter),
                before.served().authority(),
                before.served().authorityEnds());
        status = new CertificateStatus(before.readiness(), served, before.caBundles(), issued, before.problem());
    }

    void failed(String problem) {
        if (!status.problem().equals(problem)) {
            log.atWarn().addKeyValue("problem", problem).log("A step failed; it will be tried again");
        }
        status = status.withProblem(problem);
    }

    private static Set<String> ids(Collection<Authority> authorities) {
        return authorities.stream().map(Authority::id).collect(Collectors.toSet());
    }
}
