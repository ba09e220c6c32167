package alluxio.admission.certs.managed;

import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.certs.managed.ClusterObserver.View;
import alluxio.admission.certs.rotation.Authorities;
import alluxio.admission.certs.rotation.Authority;
import alluxio.admission.certs.rotation.ConfigurationState;
import alluxio.admission.certs.rotation.Leaf;
import alluxio.admission.certs.rotation.Lifetimes;
import alluxio.admission.certs.rotation.Readiness;
import alluxio.admission.certs.rotation.ReplicaState;
import alluxio.admission.certs.rotation.RotationStep.Issue;
import alluxio.admission.certs.rotation.RotationStep.Publish;
import alluxio.admission.certs.rotation.SecretState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the steward has seen and done: log lines when something changes, and the status. Status is for any thread. */
final class StatusTracker {
    private static final Logger log = LoggerFactory.getLogger(CertificateReconciler.class);

    private final Map<String, Set<String>> published = new HashMap<>();
    private final Map<String, Long> repairs = new HashMap<>();
    private List<String> secretProblems = List.of();
    private long issued;
    private volatile CertificateStatus status = new CertificateStatus(
            false,
            "there is no certificate yet",
            Optional.empty(),
            Optional.empty(),
            "",
            new TreeMap<>(),
            Map.of(),
            0,
            "");

    CertificateStatus status() {
        return status;
    }

    void seen(View view, ReplicaState replica, Lifetimes lifetimes, Instant now) {
        update(view, replica, lifetimes, now, view.problem());
        if (view.observation().secret() instanceof SecretState.Present present
                && !present.problems().equals(secretProblems)) {
            secretProblems = present.problems();
            secretProblems.forEach(
                    problem -> log.atWarn().addKeyValue("problem", problem).log("The Secret cannot be used as it is"));
        }
    }

    private void update(View view, ReplicaState replica, Lifetimes lifetimes, Instant now, String problem) {
        CertificateStatus before = status;
        Readiness readiness = Readiness.of(replica, view.observation(), now, lifetimes);
        SortedMap<String, String> configurations = new TreeMap<>();
        Authorities known = replica.remembered();
        Set<String> wanted = known.trusted(now).stream().map(Authority::id).collect(Collectors.toSet());
        view.observation()
                .configurations()
                .forEach((name, state) -> configurations.put(name, describe(name, state, wanted)));
        status = new CertificateStatus(
                replica.ready(),
                replica.ready() ? "" : readiness.why(),
                replica.leaf().map(Leaf::notAfter),
                known.current().map(Authority::notAfter),
                replica.leaf().map(Leaf::issuer).orElse(""),
                configurations,
                repairs,
                issued,
                problem);
        if (before.ready() != status.ready()) {
            log.atInfo()
                    .addKeyValue("ready", status.ready())
                    .addKeyValue("why", status.why())
                    .log("Readiness changed");
        }
        if (!problem.isEmpty() && !before.problem().equals(problem)) {
            log.atWarn().addKeyValue("problem", problem).log("The cluster cannot be read; what is served stays");
        }
    }

    private String describe(String name, ConfigurationState state, Set<String> wanted) {
        return switch (state) {
            case ConfigurationState.Gone _ -> "gone";
            case ConfigurationState.Unreadable unreadable -> unreadable.why();
            case ConfigurationState.Live live -> {
                boolean exact = live.isExactly(wanted);
                if (exact) {
                    published.put(name, wanted);
                }
                yield exact ? CertificateStatus.IN_SYNC : "a caBundle is not as it should be";
            }
        };
    }

    /** It counts as a repair when the same authorities had been there already. */
    void published(Publish publish) {
        Set<String> ids = publish.authorities().stream().map(Authority::id).collect(Collectors.toSet());
        boolean repair = ids.equals(published.get(publish.configuration()));
        if (repair) {
            repairs.merge(publish.configuration(), 1L, Long::sum);
        }
        log.atInfo()
                .addKeyValue("configuration", publish.configuration())
                .addKeyValue("authorities", publish.authorities().size())
                .addKeyValue("repair", repair)
                .log("The caBundles were written");
    }

    void issued(Issue issue, KeyMaterial material) {
        issued++;
        log.atInfo()
                .addKeyValue("why", issue.why())
                .addKeyValue("serial", material.leaf().getSerialNumber().toString(16))
                .addKeyValue("until", material.leaf().getNotAfter().toInstant())
                .addKeyValue("authority", issue.issuer().id().substring(0, 16))
                .log("A certificate was issued");
    }

    void changed(View view, ReplicaState replica, Lifetimes lifetimes, Instant now) {
        update(view, replica, lifetimes, now, status.problem());
    }

    /** Nothing else is different. */
    void renewed(ReplicaState replica) {
        CertificateStatus before = status;
        status = new CertificateStatus(
                before.ready(),
                before.why(),
                replica.leaf().map(Leaf::notAfter),
                before.authorityEnds(),
                before.authority(),
                before.configurations(),
                repairs,
                issued,
                before.problem());
    }

    void failed(String problem) {
        CertificateStatus before = status;
        if (!before.problem().equals(problem)) {
            log.atWarn().addKeyValue("problem", problem).log("A step failed; it will be tried again");
        }
        status = new CertificateStatus(
                before.ready(),
                before.why(),
                before.leafEnds(),
                before.authorityEnds(),
                before.authority(),
                before.configurations(),
                repairs,
                issued,
                problem);
    }
}
