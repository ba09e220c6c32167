package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.alluxio.FuseEntryPoint;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerEnvironment.Variable;
import alluxio.admission.model.view.FuseCommand;
import alluxio.admission.model.view.FuseCommand.FuseArgument;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;

/**
 * A FUSE container gets its mount point in the way that its release reads.
 *
 * <p><b>Restricted fields:</b> {@code args} of FUSE containers, and the variables {@code MOUNT_POINT} and
 * {@code FUSE_ALLUXIO_PATH}.
 *
 * <p><b>Allowed values:</b>
 * <ul>
 * <li>from 2.8: {@code fuse --fuse-opts=… <mount point> <Alluxio path>}; neither variable may be set
 * <li>2.4 to 2.7: {@code fuse --fuse-opts=…}; MOUNT_POINT, and in 2.7 also FUSE_ALLUXIO_PATH
 * <li>2.0 to 2.3: {@code fuse --fuse-opts=…} (2.0 has no option); the mount point is fixed
 * </ul>
 *
 * <p>What makes the container exit is refused; what its release does not read is a warning.
 *
 * <p><b>Why:</b> the entry point prints its usage and ends when it is given what another release understands, or mounts
 * somewhere else than expected.
 *
 * <p><b>Source:</b> {@code entrypoint.sh} of 2.0 to 2.10; Alluxio pull requests 15318 and 15345.
 */
public final class FuseArguments implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "fuse-arguments",
                    "The entry point of this release does not know it: it prints its usage and "
                            + "ends, or mounts somewhere else.")
            .forRoles(Role.FUSE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (FuseProcess fuse : FuseProcess.daemons(object)) {
            fuse.command()
                    .filter(command ->
                            command.isFuse() && fuse.container().version().isPresent())
                    .ifPresent(command -> check(fuse, command, findings));
        }
    }

    private static void check(FuseProcess fuse, FuseCommand command, Findings findings) {
        Container container = fuse.container();
        if (container.has(ReleaseChange.FUSE_ARGUMENTS)) {
            variable(container, FuseEntryPoint.MOUNT_POINT)
                    .ifPresent(v -> refused(container, v, "mount point", findings));
            variable(container, FuseEntryPoint.ALLUXIO_PATH)
                    .ifPresent(v -> refused(container, v, "Alluxio path", findings));
            property(container, command, findings);
            return;
        }
        if (container.lacks(ReleaseChange.MOUNT_POINT_VARIABLE)) {
            variable(container, FuseEntryPoint.MOUNT_POINT)
                    .filter(v -> !v.value().equals(fuse.point()))
                    .ifPresent(v -> unread(container, v, "2.4", fuse, findings));
        }
        if (container.lacks(ReleaseChange.ALLUXIO_PATH_VARIABLE)) {
            variable(container, FuseEntryPoint.ALLUXIO_PATH)
                    .filter(v -> !v.value().equals(Optional.of("/")))
                    .ifPresent(v -> unread(container, v, "2.7", fuse, findings));
        }
        positional(fuse, command, findings);
    }

    /** An empty one is none to the entry point. */
    private static Optional<Variable> variable(Container container, String name) {
        return container.environment().get(name).filter(v -> !v.value().equals(Optional.of("")));
    }

    private static void refused(Container container, Variable variable, String argument, Findings findings) {
        String found = variable.name() + (variable.source().equals("env") ? "" : " of " + variable.source());
        String wanted = "the " + argument + " as an argument";
        String fix = "remove " + variable.name() + " and write args: [fuse, --fuse-opts=allow_other, "
                + value(container, FuseEntryPoint.MOUNT_POINT, FuseEntryPoint.DEFAULT_MOUNT_POINT) + ", "
                + value(container, FuseEntryPoint.ALLUXIO_PATH, "/") + "]";
        if (container.image().contains("2.8.0-SNAPSHOT")) {
            // The change came in April 2022, in the middle of these.
            findings.at(container, variable.origin())
                    .asWarning()
                    .found(found)
                    .wanted(wanted)
                    .fix(fix);
        } else {
            findings.at(container, variable.origin())
                    .found(found)
                    .wanted(wanted)
                    .fix(fix);
        }
    }

    private static String value(Container container, String name, String otherwise) {
        return variable(container, name).flatMap(Variable::value).orElse(otherwise);
    }

    /** Charts of 2.9 write {@code <nil>}, which does no harm as long as there is an argument. */
    private static void property(Container container, FuseCommand command, Findings findings) {
        Optional<Property> point = container.options().get(PropertyKeys.FUSE_MOUNT_POINT);
        if (command.positional().isEmpty()
                && point.filter(p -> !p.value().startsWith("/") && !p.value().contains("$"))
                        .isPresent()) {
            findings.at(container, command.service().at())
                    .asWarning()
                    .found("no mount point, and " + PropertyKeys.FUSE_MOUNT_POINT + "="
                            + point.get().value())
                    .wanted("an absolute path")
                    .fix("write args: [fuse, --fuse-opts=allow_other, <mount point>, <Alluxio path>]");
        }
    }

    private static void unread(
            Container container, Variable variable, String since, FuseProcess fuse, Findings findings) {
        findings.at(container, variable.origin())
                .asWarning()
                .found(variable.name() + ", which is read from " + since + " on")
                .wanted("the root of Alluxio at " + fuse.point().orElse(FuseEntryPoint.DEFAULT_MOUNT_POINT))
                .fix("remove " + variable.name() + ", or use Alluxio " + since + " or newer");
    }

    private static void positional(FuseProcess fuse, FuseCommand command, Findings findings) {
        List<FuseArgument> positional = command.positional();
        if (positional.isEmpty()) {
            return;
        }
        Container container = fuse.container();
        FuseArgument first = positional.getFirst();
        String fix = container.has(ReleaseChange.MOUNT_POINT_VARIABLE)
                ? "write args: [fuse, --fuse-opts=allow_other] and set the variable MOUNT_POINT"
                : "write args: [fuse, --fuse-opts=allow_other] and use the mount point "
                        + fuse.point().orElse(FuseEntryPoint.DEFAULT_MOUNT_POINT);
        if (container.has(ReleaseChange.MOUNT_POINT_VARIABLE)
                && command.words().getFirst().equals(first)) {
            findings.at(container, first.at())
                    .found("argument " + first.text() + " after fuse")
                    .wanted("--fuse-opts=… or nothing")
                    .fix(fix);
        } else if (!isAsMounted(fuse, positional)) {
            findings.at(container, first.at())
                    .asWarning()
                    .found("argument " + first.text() + ", which is read from 2.8 on")
                    .wanted("no argument but --fuse-opts")
                    .fix(fix);
        }
    }

    /** It is not read, but is what happens anyway. */
    private static boolean isAsMounted(FuseProcess fuse, List<FuseArgument> positional) {
        return fuse.point().equals(Optional.of(positional.getFirst().text()))
                && positional.stream().skip(1).allMatch(word -> word.text().equals("/"));
    }
}
