package alluxio.admission.cluster.check.installation;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.Installation;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the certificates that the servers present are valid, and will be for a while. */
public final class CertificatesCheck extends InstallationCheck {
    /** Servers renew their own when a third of it is left, three days by default; one that is later than this is not renewed. */
    private static final Duration SOON = Duration.ofDays(1);

    private static final List<String> COMPONENTS = List.of("certificates", "certificate", "server");
    private static final List<String> ENDS = List.of("certificateNotAfter", "authorityNotAfter", "notAfter");

    public CertificatesCheck() {
        super("certificates", "certificates");
    }

    @Override
    CheckResult check(Installation installation, CheckedCluster cluster) {
        ClusterFacts facts = cluster.facts();
        List<ReplicaDetails> replicas = ReplicaDetails.of(installation, facts).stream()
                .filter(replica -> replica.answer().json().isPresent())
                .toList();
        if (replicas.isEmpty()) {
            return info().skipped(ReplicaDetails.of(installation, facts).stream()
                    .map(replica -> replica.answer().problem())
                    .findFirst()
                    .orElse("no server is seen"));
        }
        List<String> expired = new ArrayList<>();
        List<String> soon = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (ReplicaDetails replica : replicas) {
            Optional<Instant> ends = ends(replica);
            if (ends.isPresent() && !ends.get().isAfter(facts.takenAt())) {
                expired.add(replica.name() + ": since " + ends.get());
            } else if (ends.isPresent() && ends.get().isBefore(facts.takenAt().plus(SOON))) {
                soon.add(replica.name() + ": at " + ends.get());
            }
            String problem = replica.details("certificates").getOrDefault("problem", "");
            if (!problem.isEmpty()) {
                problems.add(replica.name() + ": " + problem);
            }
        }
        String hint = "look at the log: kubectl -n " + installation.namespace() + " logs deployment/"
                + installation.service() + "; with certificates of your own, renew them in their Secret";
        if (!expired.isEmpty()) {
            return info().failed("expired, so that API servers cannot call the webhook", hint)
                    .with(expired);
        }
        if (!problems.isEmpty()) {
            return info().warning("the servers cannot manage them", hint).with(problems);
        }
        return soon.isEmpty()
                ? info().ok("valid")
                : info().warning("expire within a day, and are not renewed", hint)
                        .with(soon);
    }

    private static Optional<Instant> ends(ReplicaDetails replica) {
        return COMPONENTS.stream()
                .flatMap(component -> ENDS.stream()
                        .flatMap(key ->
                                Stream.ofNullable(replica.details(component).get(key))))
                .flatMap(text -> instant(text).stream())
                .min(Instant::compareTo);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
