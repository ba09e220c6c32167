package alluxio.admission.model.view;

import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.ReleaseChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The variables from which a container's JVM gets its options, lowest first. */
public final class OptionVariables {
    private static final Derived<Container, List<String>> NAMES = Derived.of(OptionVariables::names);

    private OptionVariables() {}

    public static List<String> of(Container container) {
        return container.get(NAMES);
    }

    private static List<String> names(Container container) {
        List<String> names = new ArrayList<>(List.of(JavaOptionVariables.JAVA_TOOL_OPTIONS));
        if (container.isOfAlluxio()) {
            // The scripts of 2.0 to 2.2 append what is for all roles to the role's own; later ones the other way round.
            boolean roleFirst = container.lacks(ReleaseChange.ROLE_OPTIONS_WIN);
            ofRole(container).filter(_ -> roleFirst).ifPresent(names::add);
            names.add(JavaOptionVariables.ALL_ROLES);
            names.addAll(JavaOptionVariables.properties().keySet());
            ofRole(container).filter(_ -> !roleFirst).ifPresent(names::add);
        }
        return List.copyOf(names);
    }

    /** The variable of the container's role that its release reads. */
    public static Optional<String> ofRole(Container container) {
        return container.role().flatMap(role -> JavaOptionVariables.readBy(role, container.release()));
    }

    /** The property that is this variable's whole value. */
    public static Optional<String> propertyOf(String variable) {
        return Optional.ofNullable(JavaOptionVariables.properties().get(variable));
    }

    /**
     * Whether a shell expands references in a variable: Alluxio's entry point writes its variables into a shell script, that
     * of FUSE from 2.4.1 on.
     */
    static boolean isExpandedByShell(Container container, String variable) {
        boolean written =
                !variable.equals(JavaOptionVariables.FUSE) || !container.lacks(ReleaseChange.FUSE_OPTIONS_EXPANDED);
        return container.isOfAlluxio() && variable.startsWith(JavaOptionVariables.PREFIX) && written;
    }
}
