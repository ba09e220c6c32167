package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.FuseCommand;
import alluxio.admission.model.view.FuseMountPoint;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.policy.FindingDraft;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A container that mounts Alluxio as a file system: a FUSE daemon, or a worker that does it itself (from 2.6, with
 * {@code alluxio.worker.fuse.enabled}), which goes on serving when the mount fails.
 */
record FuseProcess(Container container, Optional<FuseCommand> command) {
    private static final Derived<ReviewedObject, List<FuseProcess>> ALL = Derived.of(FuseProcess::readAll);
    private static final Derived<ReviewedObject, List<FuseProcess>> DAEMONS = Derived.of(FuseProcess::readDaemons);

    static List<FuseProcess> in(ReviewedObject object) {
        return object.get(ALL);
    }

    static List<FuseProcess> daemons(ReviewedObject object) {
        return object.get(DAEMONS);
    }

    private static List<FuseProcess> readAll(ReviewedObject object) {
        List<FuseProcess> all = new ArrayList<>(daemons(object));
        Iterables.forEach(
                object.containers(Role.WORKER),
                worker -> worker.options().isTrue(PropertyKeys.WORKER_FUSE_ENABLED),
                worker -> all.add(new FuseProcess(worker, Optional.empty())));
        return Collections.unmodifiableList(all);
    }

    private static List<FuseProcess> readDaemons(ReviewedObject object) {
        return Iterables.map(object.containers(Role.FUSE), fuse -> new FuseProcess(fuse, FuseCommand.of(fuse)));
    }

    /** Only a daemon of Alluxio's own image surely fails; another image may do something else under that name. */
    FindingDraft finding(Findings findings, Field at) {
        return findings.at(container, at)
                .asWarningUnless(container.is(Role.FUSE) && (container.isAlluxioImage() || command.isPresent()));
    }

    /** Where it mounts Alluxio, without a slash at the end; empty when that is not known. */
    Optional<String> point() {
        return FuseMountPoint.of(container, command);
    }

    /** The mount that holds the mount point; where that is not known, the rule says that it is not judged. */
    Optional<ContainerMount> mount(Findings findings) {
        if (point().isEmpty()) {
            findings.notJudged(container, "where FUSE mounts Alluxio");
        }
        return point().flatMap(container::mountOf);
    }

    /** Its mount options; empty when they are not known. */
    Optional<List<String>> options() {
        Optional<List<String>> argument =
                command.flatMap(FuseCommand::options).map(FuseCommand::split).filter(none("$"));
        boolean elsewhere = !command.map(FuseCommand::isFuse).orElse(false) || container.lacks(ReleaseChange.FUSE_OPTS);
        if (argument.isPresent() || elsewhere) {
            return argument;
        }
        if (container.lacks(ReleaseChange.FUSE_ARGUMENTS)) {
            return Optional.of(List.of());
        }
        JvmOptions properties = container.options();
        return properties
                .first(PropertyKeys.FUSE_MOUNT_OPTIONS, PropertyKeys.WORKER_FUSE_MOUNT_OPTIONS)
                .map(option -> List.of(option.value().split(",", -1)))
                .or(() -> properties.isComplete() ? Optional.of(List.of()) : Optional.empty());
    }

    private static Predicate<List<String>> none(String unknown) {
        return options -> Iterables.none(options, option -> option.contains(unknown));
    }
}
