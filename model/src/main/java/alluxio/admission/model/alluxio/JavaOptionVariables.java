package alluxio.admission.model.alluxio;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The environment variables from which a JVM gets its options, by role and release. Alluxio's Java code reads none of the
 * ALLUXIO variables: the scripts of its images do, so that they exist for its own processes only. Source:
 * {@code libexec/alluxio-config.sh}, {@code integration/fuse/bin/alluxio-fuse} and {@code integration/docker/entrypoint.sh}
 * of 2.0 to 2.10.
 */
public final class JavaOptionVariables {
    /** Read by every JVM, before its command line, which wins. */
    public static final String JAVA_TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

    /** Read by the {@code java} launcher of JDK 9 and newer, and by no JVM that another program embeds. */
    public static final String JDK_JAVA_OPTIONS = "JDK_JAVA_OPTIONS";

    /** What the variables of Alluxio's scripts begin with. */
    public static final String PREFIX = "ALLUXIO_";

    /** What those that hold options end with. */
    public static final String SUFFIX = "_JAVA_OPTS";

    /** For all processes in Alluxio's images. */
    public static final String ALL_ROLES = PREFIX + "JAVA_OPTS";

    /** Makes {@link PropertyKeys#MASTER_HOSTNAME}. */
    public static final String MASTER_HOSTNAME = PREFIX + "MASTER_HOSTNAME";

    /** The whole text of the properties file, from 2.7.3. */
    public static final String SITE_PROPERTIES = PREFIX + "SITE_PROPERTIES";

    /** The whole text of {@code log4j.properties}, from 2.7.3. */
    public static final String LOG4J_PROPERTIES = PREFIX + "LOG4J_PROPERTIES";

    public static final String MASTER = PREFIX + "MASTER" + SUFFIX;
    public static final String WORKER = PREFIX + "WORKER" + SUFFIX;

    /** Read from 2.4.0 on, expanded by a shell from 2.4.1 on: {@link ReleaseChange#FUSE_OPTIONS_READ}. */
    public static final String FUSE = PREFIX + "FUSE" + SUFFIX;

    /** Read by nothing in any release, though templates of 2.1 to 2.3 have it. */
    public static final String CLIENT = PREFIX + "CLIENT" + SUFFIX;

    private static final Map<Role, String> OF_ROLE = Collections.unmodifiableMap(new EnumMap<>(Map.of(
            Role.MASTER, MASTER,
            Role.JOB_MASTER, PREFIX + "JOB_MASTER" + SUFFIX,
            Role.WORKER, WORKER,
            Role.JOB_WORKER, PREFIX + "JOB_WORKER" + SUFFIX,
            Role.FUSE, FUSE,
            Role.PROXY, PREFIX + "PROXY" + SUFFIX,
            Role.LOGSERVER, PREFIX + "LOGSERVER" + SUFFIX)));

    private static final Map<String, Role> ROLE_OF = inverse(OF_ROLE);

    /** Of the command line, and of processes that some charts and releases have besides. */
    private static final List<String> OTHERS = Stream.of(
                    "USER", "SECONDARY_MASTER", "COORDINATOR", "HUB_MANAGER", "HUB_AGENT")
            .map(name -> PREFIX + name + SUFFIX)
            .toList();

    private static final List<String> KNOWN = Stream.of(
                    OF_ROLE.values().stream(), Stream.of(ALL_ROLES), OTHERS.stream())
            .flatMap(names -> names)
            .sorted()
            .toList();

    /** Read by alluxio-config.sh, which makes a -D option of ALLUXIO_JAVA_OPTS of each. */
    private static final SortedMap<String, String> PROPERTIES = Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
            MASTER_HOSTNAME,
            PropertyKeys.MASTER_HOSTNAME,
            PREFIX + "MASTER_MOUNT_TABLE_ROOT_UFS",
            PropertyKeys.MASTER_MOUNT_TABLE_ROOT_UFS,
            PREFIX + "RAM_FOLDER",
            PropertyKeys.WORKER_TIER_0_DIRS_PATH,
            PREFIX + "WORKER_MEMORY_SIZE",
            PropertyKeys.WORKER_MEMORY_SIZE,
            PREFIX + "WORKER_RAMDISK_SIZE",
            PropertyKeys.WORKER_RAMDISK_SIZE)));

    private JavaOptionVariables() {}

    /** The variable of a role; empty for a role that has none of its own. */
    public static Optional<String> ofRole(Role role) {
        return Optional.ofNullable(OF_ROLE.get(role));
    }

    /**
     * The variable of a role that its scripts read in this release.
     *
     * @param release empty: not known, and taken for one that reads it
     */
    public static Optional<String> readBy(Role role, Optional<AlluxioRelease> release) {
        boolean overwritten = role == Role.FUSE && ReleaseChange.FUSE_OPTIONS_READ.isNotIn(release);
        return overwritten ? Optional.empty() : ofRole(role);
    }

    /**
     * The variable to which options for a role can be appended, whatever stands in it: the role's own, but for FUSE only from
     * the release on that also expands references in it; else that of all roles.
     *
     * @param release empty: not known
     */
    public static String appendableFor(Role role, Optional<AlluxioRelease> release) {
        return ofRole(role)
                .filter(_ -> role != Role.FUSE || ReleaseChange.FUSE_OPTIONS_EXPANDED.isIn(release))
                .orElse(ALL_ROLES);
    }

    /** The role whose variable it is; empty for one of all roles, or of none. */
    public static Optional<Role> roleOf(String variable) {
        return Optional.ofNullable(ROLE_OF.get(variable));
    }

    /** Every ALLUXIO variable with options that some process reads, sorted. */
    public static List<String> known() {
        return KNOWN;
    }

    /** The variables that {@code alluxio-config.sh} makes one property each of, with the property, sorted. */
    public static SortedMap<String, String> properties() {
        return PROPERTIES;
    }

    private static Map<String, Role> inverse(Map<Role, String> variables) {
        Map<String, Role> roles = new HashMap<>();
        variables.forEach((role, variable) -> roles.put(variable, role));
        return Map.copyOf(roles);
    }
}
