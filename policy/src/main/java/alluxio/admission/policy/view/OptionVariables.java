package alluxio.admission.policy.view;

import alluxio.admission.model.alluxio.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which variables a container's JVM gets its options from, lowest first. */
public final class OptionVariables {
    /** Every JVM reads it. */
    public static final String JAVA_TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

    /** All processes in Alluxio's images. */
    public static final String ALL_ROLES = "ALLUXIO_JAVA_OPTS";

    private static final Map<Role, String> OF_ROLE = Map.of(
            Role.MASTER, "ALLUXIO_MASTER_JAVA_OPTS",
            Role.JOB_MASTER, "ALLUXIO_JOB_MASTER_JAVA_OPTS",
            Role.WORKER, "ALLUXIO_WORKER_JAVA_OPTS",
            Role.JOB_WORKER, "ALLUXIO_JOB_WORKER_JAVA_OPTS",
            Role.FUSE, "ALLUXIO_FUSE_JAVA_OPTS",
            Role.PROXY, "ALLUXIO_PROXY_JAVA_OPTS",
            Role.LOGSERVER, "ALLUXIO_LOGSERVER_JAVA_OPTS");

    /** Read by alluxio-config.sh, which makes a -D option of ALLUXIO_JAVA_OPTS of each. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "ALLUXIO_MASTER_HOSTNAME", "alluxio.master.hostname",
            "ALLUXIO_MASTER_MOUNT_TABLE_ROOT_UFS", "alluxio.master.mount.table.root.ufs",
            "ALLUXIO_RAM_FOLDER", "alluxio.worker.tieredstore.level0.dirs.path",
            "ALLUXIO_WORKER_MEMORY_SIZE", "alluxio.worker.memory.size",
            "ALLUXIO_WORKER_RAMDISK_SIZE", "alluxio.worker.ramdisk.size");

    private static final List<String> SORTED_PROPERTIES =
            PROPERTIES.keySet().stream().sorted().toList();

    private static final Derived<Container, List<String>> NAMES = Derived.of(OptionVariables::names);

    private OptionVariables() {}

    public static List<String> of(Container container) {
        return container.get(NAMES);
    }

    private static List<String> names(Container container) {
        List<String> names = new ArrayList<>(List.of(JAVA_TOOL_OPTIONS));
        if (container.isOfAlluxio()) {
            // The scripts of 2.0 to 2.2 append what is for all roles to the role's own; later ones the other way round.
            boolean roleFirst = container.isBefore(2, 3);
            ofRole(container).filter(_ -> roleFirst).ifPresent(names::add);
            names.add(ALL_ROLES);
            names.addAll(SORTED_PROPERTIES);
            ofRole(container).filter(_ -> !roleFirst).ifPresent(names::add);
        }
        return List.copyOf(names);
    }

    /** The variable of the container's role; none for FUSE before 2.4, whose script overwrites it. */
    public static Optional<String> ofRole(Container container) {
        boolean overwritten = container.is(Role.FUSE) && container.isBefore(2, 4);
        return overwritten ? Optional.empty() : container.role().map(OF_ROLE::get);
    }

    /** The property that is this variable's whole value. */
    public static Optional<String> propertyOf(String variable) {
        return Optional.ofNullable(PROPERTIES.get(variable));
    }

    /** Alluxio's entry point writes ALLUXIO_ variables into a shell script; nobody else expands anything. */
    static boolean isExpandedByShell(Container container, String variable) {
        return container.isOfAlluxio() && variable.startsWith("ALLUXIO_");
    }
}
