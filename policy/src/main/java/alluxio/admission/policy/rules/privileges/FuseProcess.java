package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.alluxio.FuseEntryPoint;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerEnvironment.Variable;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.policy.FindingDraft;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.rules.privileges.FuseCommand.FuseArgument;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A container that mounts Alluxio as a file system: a FUSE daemon, or a worker that does it itself (from 2.6, with
 * {@code alluxio.worker.fuse.enabled}), which goes on serving when the mount fails.
 */
record FuseProcess(Container container, Optional<FuseCommand> command) {
    private static final Pattern PLAIN_PATH = Pattern.compile("/[^$`<>(){}*?\"']+");

    private static final Derived<ReviewedObject, List<FuseProcess>> ALL = Derived.of(FuseProcess::readAll);
    private static final Derived<ReviewedObject, List<FuseProcess>> DAEMONS = Derived.of(FuseProcess::readDaemons);

    static List<FuseProcess> in(ReviewedObject object) {
        return object.get(ALL);
    }

    static List<FuseProcess> daemons(ReviewedObject object) {
        return object.get(DAEMONS);
    }

    private static List<FuseProcess> readAll(ReviewedObject object) {
        return Stream.concat(
                        daemons(object).stream(),
                        object.containers(Role.WORKER).stream()
                                .filter(worker -> worker.options().isTrue(PropertyKeys.WORKER_FUSE_ENABLED))
                                .map(worker -> new FuseProcess(worker, Optional.empty())))
                .toList();
    }

    private static List<FuseProcess> readDaemons(ReviewedObject object) {
        return object.containers(Role.FUSE).stream()
                .map(fuse -> new FuseProcess(fuse, FuseCommand.of(fuse)))
                .toList();
    }

    /** Only a daemon of Alluxio's own image surely fails; another image may do something else under that name. */
    FindingDraft finding(Findings findings, Field at) {
        return findings.at(container, at)
                .asWarningUnless(container.is(Role.FUSE) && (container.isAlluxioImage() || command.isPresent()));
    }

    /** Where it mounts Alluxio, without a slash at the end; empty when that is not known. */
    Optional<String> point() {
        return given().filter(PLAIN_PATH.asMatchPredicate()).map(FuseProcess::withoutSlash);
    }

    private static String withoutSlash(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** The mount that holds the mount point. */
    Optional<ContainerMount> mount() {
        return point().flatMap(container::mountOf);
    }

    private Optional<String> given() {
        if (container.is(Role.WORKER)) {
            return property(PropertyKeys.FUSE_MOUNT_POINT, PropertyKeys.WORKER_FUSE_MOUNT_POINT);
        }
        if (command.isEmpty()) {
            return Optional.empty();
        }
        if (!command.get().isFuse()) {
            return command.get().positional().stream()
                    .skip(1)
                    .map(FuseArgument::text)
                    .findFirst();
        }
        FuseEntryPoint entryPoint = container.release().map(FuseEntryPoint::of).orElse(FuseEntryPoint.ARGUMENTS);
        return switch (entryPoint) {
            case AT_ROOT, UNKNOWN, BELOW_MNT -> entryPoint.fixedMountPoint();
            case VARIABLE, TWO_VARIABLES -> variable().or(() -> known(FuseEntryPoint.DEFAULT_MOUNT_POINT));
            case ARGUMENTS -> argument();
        };
    }

    /** As 2.8 and newer do it; a version that is not known may also read the variable. */
    private Optional<String> argument() {
        Optional<String> argument = command.flatMap(
                c -> c.positional().stream().map(FuseArgument::text).findFirst());
        if (argument.isPresent()) {
            return argument;
        }
        return container.version().isPresent()
                ? property(PropertyKeys.FUSE_MOUNT_POINT, PropertyKeys.WORKER_FUSE_MOUNT_POINT)
                : variable();
    }

    private Optional<String> variable() {
        return container
                .environment()
                .get(FuseEntryPoint.MOUNT_POINT)
                .flatMap(Variable::value)
                .filter(v -> !v.isEmpty());
    }

    private Optional<String> known(String value) {
        return Optional.of(value).filter(_ -> container.environment().isKnown(FuseEntryPoint.MOUNT_POINT));
    }

    private Optional<String> property(String... keys) {
        JvmOptions properties = container.options();
        return properties
                .first(keys)
                .map(Property::value)
                .or(() -> Optional.of(FuseEntryPoint.DEFAULT_MOUNT_POINT).filter(_ -> properties.isComplete()));
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
        return options -> options.stream().noneMatch(option -> option.contains(unknown));
    }
}
