package alluxio.admission.model.view;

import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.FuseEntryPoint;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.ContainerEnvironment.Variable;
import alluxio.admission.model.view.FuseCommand.FuseArgument;
import alluxio.admission.model.view.JvmOptions.Property;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a container mounts Alluxio as a file system: a FUSE daemon, or a worker that does it itself. Each release is told in
 * another way ({@link FuseEntryPoint}).
 */
public final class FuseMountPoint {
    private static final Pattern PLAIN_PATH = Pattern.compile("/[^$`<>(){}*?\"']+");

    private final Container container;
    private final Optional<FuseCommand> command;

    private FuseMountPoint(Container container, Optional<FuseCommand> command) {
        this.container = container;
        this.command = command;
    }

    /** Without a slash at the end; empty when it is not known. */
    public static Optional<String> of(Container container) {
        return of(container, FuseCommand.of(container));
    }

    /** @param command of this container */
    public static Optional<String> of(Container container, Optional<FuseCommand> command) {
        return new FuseMountPoint(container, command)
                .given()
                .filter(PLAIN_PATH.asMatchPredicate())
                .map(FuseMountPoint::withoutSlash);
    }

    private static String withoutSlash(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private Optional<String> given() {
        if (container.is(Role.WORKER)) {
            return property(PropertyKeys.FUSE_MOUNT_POINT, PropertyKeys.WORKER_FUSE_MOUNT_POINT);
        }
        if (command.isEmpty()) {
            return Optional.empty();
        }
        if (!command.get().isFuse()) {
            return behindUnderStore();
        }
        if (!container.isAlluxio2()) {
            return behindUnderStore()
                    .filter(_ -> command.get().positional().getFirst().text().contains("://"));
        }
        FuseEntryPoint entryPoint = container.release().map(FuseEntryPoint::of).orElse(FuseEntryPoint.ARGUMENTS);
        return switch (entryPoint) {
            // A snapshot of 2.3 may be from before the mount point moved.
            case BELOW_MNT -> isSnapshot() ? Optional.empty() : entryPoint.fixedMountPoint();
            case AT_ROOT, UNKNOWN -> entryPoint.fixedMountPoint();
            case VARIABLE, TWO_VARIABLES -> variable().or(() -> known(FuseEntryPoint.DEFAULT_MOUNT_POINT));
            case ARGUMENTS -> argument();
        };
    }

    /** The second argument: of "mount" of 2.9, and of "fuse" of 3.x, whose first is the address of an under store. */
    private Optional<String> behindUnderStore() {
        return command.orElseThrow().positional().stream()
                .skip(1)
                .map(FuseArgument::text)
                .findFirst();
    }

    private boolean isSnapshot() {
        return container.release().filter(AlluxioRelease::isSnapshot).isPresent();
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
}
