package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.Peer;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster that writes asynchronously has a job service.
 *
 * <p><b>Restricted fields:</b> containers of masters and workers that are seen together.
 *
 * <p><b>Allowed values:</b> a job master for the masters and job workers beside the workers; or a write type other
 * than {@code ASYNC_THROUGH}, the default since 2.1, in {@code alluxio.user.file.writetype.default}. It is a warning.
 *
 * <p><b>Why:</b> the job service persists what was written to the under storage. Without it files stay
 * {@code TO_BE_PERSISTED}, and are lost with the worker that has them.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: the job service may be applied later.
 *
 * <p><b>Source:</b> Alluxio issues 10539 and 15317; {@code PropertyKey.USER_FILE_WRITE_TYPE_DEFAULT}.
 */
public final class JobService implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "job-service",
                    "Without a job master and job workers, files written asynchronously never "
                            + "reach the under storage, and are lost with their worker.")
            .forKinds(ObjectKind.STATEFUL_SET, ObjectKind.DEPLOYMENT, ObjectKind.DAEMON_SET, ObjectKind.POD)
            .forRoles(Role.MASTER, Role.WORKER);

    private static final String ASYNC = "ASYNC_THROUGH";
    private static final List<ObjectKind> RUNNING =
            List.of(ObjectKind.STATEFUL_SET, ObjectKind.DEPLOYMENT, ObjectKind.DAEMON_SET, ObjectKind.POD);

    /** What is known of a master. */
    private enum MasterState {
        SETS_WRITE_TYPE,
        NOT_SEEN_WHOLE,
        MAY_BE_OLD
    }

    /** Containers that start the job service of their role, too. */
    private record WithJob(Role role) {}

    /** Under each role, under what is known of masters, and under {@link WithJob}; the text is the write type, or what is not seen. */
    private static final PeerIndex<String> CONTAINERS = PeerIndex.of(
            "masters and workers with their job processes",
            RUNNING,
            (peer, entries) -> peer.containers(Role.MASTER, Role.WORKER, Role.JOB_MASTER, Role.JOB_WORKER)
                    .forEach(container -> file(container, entries)));

    private static final Derived<ReviewedObject, Map<Object, String>> OWN = Derived.of(JobService::own);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(CONTAINERS);
    }

    private static void file(Container container, PeerIndex.EntryCollector<String> entries) {
        Role role = container.role().orElseThrow();
        entries.add(role, "");
        if (container.words().contains(role.key())) {
            entries.add(new WithJob(role), "");
        }
        if (role == Role.MASTER) {
            JvmOptions properties = container.options();
            properties
                    .get(PropertyKeys.USER_FILE_WRITE_TYPE_DEFAULT)
                    .ifPresent(type -> entries.add(MasterState.SETS_WRITE_TYPE, type.value()));
            if (!properties.isComplete()) {
                entries.add(MasterState.NOT_SEEN_WHOLE, properties.unseenText());
            }
            if (!container.has(ReleaseChange.ASYNC_WRITES_BY_DEFAULT)) {
                entries.add(MasterState.MAY_BE_OLD, "");
            }
        }
    }

    /** The other objects first, then this one. */
    private static Optional<String> find(ReviewedObject object, Object key) {
        return object.firstPeer(CONTAINERS, key)
                .map(Peer::value)
                .or(() -> Optional.ofNullable(object.get(OWN).get(key)));
    }

    private static Map<Object, String> own(ReviewedObject object) {
        Map<Object, String> own = new HashMap<>();
        object.containers(Role.MASTER, Role.WORKER, Role.JOB_MASTER, Role.JOB_WORKER)
                .forEach(container -> file(container, own::putIfAbsent));
        return own;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        if (find(object, Role.MASTER).isEmpty() || find(object, Role.WORKER).isEmpty()) {
            return;
        }
        missing(object, Role.MASTER, Role.JOB_MASTER)
                .or(() -> missing(object, Role.WORKER, Role.JOB_WORKER))
                .ifPresent(container -> judge(object, container, findings));
    }

    /** The container beside which there should be one of the job service, if there is none anywhere. */
    private static Optional<Container> missing(ReviewedObject object, Role role, Role job) {
        boolean there =
                find(object, job).isPresent() || find(object, new WithJob(role)).isPresent();
        return there ? Optional.empty() : Iterables.first(object.containers(role), _ -> true);
    }

    private static void judge(ReviewedObject object, Container container, Findings findings) {
        Optional<String> set = find(object, MasterState.SETS_WRITE_TYPE);
        Optional<String> unseen = find(object, MasterState.NOT_SEEN_WHOLE);
        if (set.isEmpty() && unseen.isPresent()) {
            findings.notJudged(container, unseen.get());
            return;
        }
        boolean byDefault =
                set.isEmpty() && find(object, MasterState.MAY_BE_OLD).isEmpty();
        if (!byDefault && set.filter(ASYNC::equalsIgnoreCase).isEmpty()) {
            return;
        }
        String job = container.is(Role.MASTER) ? "job-master" : "job-worker";
        findings.at(container, object.pod().orElseThrow().spec().at("containers"))
                .found("no " + job + ", and write type " + ASYNC + (byDefault ? " (the default)" : ""))
                .wanted("a container that runs " + job)
                .fix("add a container with args [" + job + "] beside " + container.name() + ", or set -D"
                        + PropertyKeys.USER_FILE_WRITE_TYPE_DEFAULT
                        + "=CACHE_THROUGH in ALLUXIO_JAVA_OPTS of the masters");
    }
}
