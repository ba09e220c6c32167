package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Derived;
import alluxio.admission.policy.view.JvmOptions;
import alluxio.admission.policy.view.JvmOptions.Property;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** What Alluxio's processes listen on, with the names that the official manifests give their ports. */
enum ProcessPort {
    MASTER_RPC(Role.MASTER, "rpc", "alluxio.master.rpc.port", 19998),
    MASTER_WEB(Role.MASTER, "web", "alluxio.master.web.port", 19999),
    MASTER_JOURNAL(Role.MASTER, "embedded", "alluxio.master.embedded.journal.port", 19200),
    JOB_MASTER_RPC(Role.JOB_MASTER, "job-rpc", "alluxio.job.master.rpc.port", 20001),
    JOB_MASTER_WEB(Role.JOB_MASTER, "job-web", "alluxio.job.master.web.port", 20002),
    JOB_MASTER_JOURNAL(Role.JOB_MASTER, "job-embedded", "alluxio.job.master.embedded.journal.port", 20003),
    WORKER_RPC(Role.WORKER, "rpc", "alluxio.worker.rpc.port", 29999),
    WORKER_WEB(Role.WORKER, "web", "alluxio.worker.web.port", 30000),
    JOB_WORKER_RPC(Role.JOB_WORKER, "job-rpc", "alluxio.job.worker.rpc.port", 30001),
    JOB_WORKER_DATA(Role.JOB_WORKER, "job-data", "alluxio.job.worker.data.port", 30002),
    JOB_WORKER_WEB(Role.JOB_WORKER, "job-web", "alluxio.job.worker.web.port", 30003),
    PROXY_WEB(Role.PROXY, "web", "alluxio.proxy.web.port", 39999),
    LOGSERVER(Role.LOGSERVER, "logging", "alluxio.logserver.port", 45600),
    FUSE_WEB(Role.FUSE, "web", "alluxio.fuse.web.port", 49999);

    private static final Derived<Container, List<ProcessPort>> OF = Derived.of(ProcessPort::read);

    private final Role role;
    private final String portName;
    private final String property;
    private final int number;

    ProcessPort(Role role, String portName, String property, int number) {
        this.role = role;
        this.portName = portName;
        this.property = property;
        this.number = number;
    }

    /** Those of the process that a container runs; {@code master} and {@code worker} start their job process too. */
    static List<ProcessPort> of(Container container) {
        return container.get(OF);
    }

    private static List<ProcessPort> read(Container container) {
        return Arrays.stream(values())
                .filter(port ->
                        container.is(port.role) || (port.isJob() && container.is(port.mate()) && both(container)))
                .toList();
    }

    private static boolean both(Container container) {
        return container.words().stream().anyMatch(word -> word.equals("master") || word.equals("worker"));
    }

    private boolean isJob() {
        return role == Role.JOB_MASTER || role == Role.JOB_WORKER;
    }

    private Role mate() {
        return role == Role.JOB_MASTER ? Role.MASTER : Role.WORKER;
    }

    String portName() {
        return portName;
    }

    String property() {
        return property;
    }

    int defaultNumber() {
        return number;
    }

    boolean isRpc() {
        return portName.equals("rpc") || portName.equals("job-rpc");
    }

    boolean isJournal() {
        return this == MASTER_JOURNAL || this == JOB_MASTER_JOURNAL;
    }

    /** What the properties say; empty when they say nothing that is a number. */
    OptionalInt configured(JvmOptions properties) {
        return properties
                .get(property)
                .map(Property::value)
                .filter(value -> !value.isEmpty() && value.length() <= 5)
                .filter(value -> value.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(value -> OptionalInt.of(Integer.parseInt(value)))
                .orElse(OptionalInt.empty());
    }

    /** What it listens on, as far as can be seen. */
    int listening(JvmOptions properties) {
        return configured(properties).orElse(number);
    }
}
