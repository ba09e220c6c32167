package alluxio.admission.model.alluxio;

import alluxio.admission.model.Iterables;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ports that Alluxio's processes listen on, with the property that changes each. Source: the defaults of
 * {@code PropertyKey}, the same from 2.0 to 2.10, and the names that the official charts give the container ports.
 */
public enum AlluxioPort {
    MASTER_RPC(Role.MASTER, "rpc", PropertyKeys.MASTER_RPC_PORT, 19998),
    MASTER_WEB(Role.MASTER, "web", PropertyKeys.MASTER_WEB_PORT, 19999),
    MASTER_JOURNAL(Role.MASTER, "embedded", PropertyKeys.MASTER_EMBEDDED_JOURNAL_PORT, 19200),
    JOB_MASTER_RPC(Role.JOB_MASTER, "job-rpc", PropertyKeys.JOB_MASTER_RPC_PORT, 20001),
    JOB_MASTER_WEB(Role.JOB_MASTER, "job-web", PropertyKeys.JOB_MASTER_WEB_PORT, 20002),
    JOB_MASTER_JOURNAL(Role.JOB_MASTER, "job-embedded", PropertyKeys.JOB_MASTER_EMBEDDED_JOURNAL_PORT, 20003),
    /** Data, too, from 2.0 on. */
    WORKER_RPC(Role.WORKER, "rpc", PropertyKeys.WORKER_RPC_PORT, 29999),
    WORKER_WEB(Role.WORKER, "web", PropertyKeys.WORKER_WEB_PORT, 30000),
    JOB_WORKER_RPC(Role.JOB_WORKER, "job-rpc", PropertyKeys.JOB_WORKER_RPC_PORT, 30001),
    JOB_WORKER_DATA(Role.JOB_WORKER, "job-data", PropertyKeys.JOB_WORKER_DATA_PORT, 30002),
    JOB_WORKER_WEB(Role.JOB_WORKER, "job-web", PropertyKeys.JOB_WORKER_WEB_PORT, 30003),
    PROXY_WEB(Role.PROXY, "web", PropertyKeys.PROXY_WEB_PORT, 39999),
    LOGSERVER(Role.LOGSERVER, "logging", PropertyKeys.LOGSERVER_PORT, 45600),
    /** From 2.6.2, and off unless it is enabled. */
    FUSE_WEB(Role.FUSE, "web", PropertyKeys.FUSE_WEB_PORT, 49999);

    /** The worker's web port in the templates up to 2.1, which moved it away from a NodePort of the dashboard. */
    public static final int FORMER_WORKER_WEB = 29996;

    /** The RPC port of 1.x workers, which the templates of 2.0 still declare: nothing listens on it. */
    public static final int FORMER_WORKER_RPC = 29998;

    private static final List<AlluxioPort> ALL = List.of(values());

    private static final Set<Integer> WELL_KNOWN = Stream.concat(
                    Arrays.stream(values()).map(AlluxioPort::number), Stream.of(FORMER_WORKER_WEB, FORMER_WORKER_RPC))
            .collect(Collectors.toUnmodifiableSet());

    private final Role role;
    private final String portName;
    private final String property;
    private final int number;

    AlluxioPort(Role role, String portName, String property, int number) {
        this.role = role;
        this.portName = portName;
        this.property = property;
        this.number = number;
    }

    /**
     * The ports of a container's process.
     *
     * @param words of its command line: {@code master} and {@code worker} start their job process too
     */
    public static List<AlluxioPort> of(Optional<Role> role, Collection<String> words) {
        boolean job = EntryPoint.startsJobProcess(words);
        return Iterables.filter(
                ALL,
                port -> role.filter(
                                r -> r == port.role || (job && r.jobProcess().equals(Optional.of(port.role))))
                        .isPresent());
    }

    /** Whether some process of Alluxio, of any release, has this number unless it is told otherwise. */
    public static boolean isWellKnown(int number) {
        return WELL_KNOWN.contains(number);
    }

    /** The process that listens on it. */
    public Role role() {
        return role;
    }

    /** The name of the container port in the official charts. */
    public String portName() {
        return portName;
    }

    /** The property that changes it. */
    public String property() {
        return property;
    }

    /** The number unless the property says otherwise. */
    public int number() {
        return number;
    }

    public boolean isRpc() {
        return portName.equals("rpc") || portName.equals("job-rpc");
    }

    /** Whether it is for the other masters of an embedded journal. */
    public boolean isJournal() {
        return this == MASTER_JOURNAL || this == JOB_MASTER_JOURNAL;
    }
}
