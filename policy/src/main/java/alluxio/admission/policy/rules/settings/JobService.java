package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.Kind;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Properties.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cluster that writes asynchronously has a job service.
 *
 * <p><b>Restricted fields:</b> containers of masters and workers that are seen together.
 *
 * <p><b>Allowed values:</b> a job master beside or besides the masters and job workers beside the workers; or a write type other
 * than {@code ASYNC_THROUGH}, the default since 2.1, in {@code alluxio.user.file.writetype.default}. It is a warning.
 *
 * <p><b>Why:</b> the job service brings what was written to the under storage. Without it files stay {@code TO_BE_PERSISTED},
 * and are lost with the worker that has them.
 *
 * <p><b>Source:</b> Alluxio issues 10539 and 15317; {@code PropertyKey.USER_FILE_WRITE_TYPE_DEFAULT}.
 */
public final class JobService implements Rule {
    private static final String WRITE_TYPE = "alluxio.user.file.writetype.default";
    private static final String ASYNC = "ASYNC_THROUGH";
    private static final Kind[] RUNNING = {Kind.STATEFUL_SET, Kind.DEPLOYMENT, Kind.DAEMON_SET, Kind.POD};

    @Override
    public RuleInfo info() {
        return RuleInfo.warn(
                        "job-service",
                        "Without job master and job workers, files that are written asynchronously never reach the under "
                                + "storage, and are lost with their worker.")
                .forKinds(Kind.STATEFUL_SET, Kind.DEPLOYMENT, Kind.DAEMON_SET, Kind.POD)
                .forRoles(Role.MASTER, Role.WORKER);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        List<Subject> all = new ArrayList<>(subject.peers(RUNNING));
        all.add(subject);
        List<Container> masters = with(all, Role.MASTER);
        if (masters.isEmpty() || with(all, Role.WORKER).isEmpty()) {
            return;
        }
        missing(subject, all, Role.MASTER, Role.JOB_MASTER)
                .or(() -> missing(subject, all, Role.WORKER, Role.JOB_WORKER))
                .ifPresent(container -> judge(subject, container, masters, findings));
    }

    /** The container beside which there should be one of the job service, if there is none anywhere. */
    private static Optional<Container> missing(Subject subject, List<Subject> all, Role role, Role job) {
        boolean there = !with(all, job).isEmpty()
                || with(all, role).stream().anyMatch(c -> c.words().contains(role.key()));
        return there ? Optional.empty() : subject.containers(role).stream().findFirst();
    }

    private static List<Container> with(List<Subject> subjects, Role role) {
        return subjects.stream().flatMap(s -> s.containers(role).stream()).toList();
    }

    private static void judge(Subject subject, Container container, List<Container> masters, Findings findings) {
        Optional<Property> set = masters.stream()
                .flatMap(m -> m.properties().get(WRITE_TYPE).stream())
                .findFirst();
        Optional<Container> unseen =
                masters.stream().filter(m -> !m.properties().isComplete()).findFirst();
        if (set.isEmpty() && unseen.isPresent()) {
            findings.notJudged(
                    container, String.join(", ", unseen.get().properties().unseen()));
            return;
        }
        boolean byDefault = set.isEmpty() && masters.stream().allMatch(m -> m.isAtLeast(2, 1));
        if (!byDefault && set.filter(p -> p.value().equalsIgnoreCase(ASYNC)).isEmpty()) {
            return;
        }
        String job = container.is(Role.MASTER) ? "job-master" : "job-worker";
        findings.report(
                container,
                subject.pod().orElseThrow().spec().at("containers"),
                "no " + job + ", and write type " + ASYNC + (byDefault ? " (the default)" : ""),
                "a container that runs " + job,
                "add a container with args [" + job + "] beside " + container.name() + ", or set -D" + WRITE_TYPE
                        + "=CACHE_THROUGH in ALLUXIO_JAVA_OPTS of the masters");
    }
}
