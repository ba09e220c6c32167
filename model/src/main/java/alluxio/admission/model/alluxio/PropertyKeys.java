package alluxio.admission.model.alluxio;

/**
 * The keys of Alluxio's properties that this project reads or writes. No other class spells one out, so that a search for
 * a constant finds every use. Source: {@code alluxio.conf.PropertyKey} of 2.0 to 2.10, which has the scope and the default
 * of each.
 */
public final class PropertyKeys {
    /** What every key begins with. */
    public static final String PREFIX = "alluxio.";

    /** What the keys of masters begin with. */
    public static final String MASTER_PREFIX = PREFIX + "master.";

    /** What the keys of workers begin with. */
    public static final String WORKER_PREFIX = PREFIX + "worker.";

    /** What the keys of the job service begin with. */
    public static final String JOB_PREFIX = PREFIX + "job.";

    // Configuration folders, which only a JVM property can name.
    public static final String CONF_DIR = PREFIX + "conf.dir";
    public static final String SITE_CONF_DIR = PREFIX + "site.conf.dir";
    public static final String WORK_DIR = PREFIX + "work.dir";

    // Masters.
    public static final String MASTER_HOSTNAME = MASTER_PREFIX + "hostname";
    public static final String MASTER_RPC_ADDRESSES = MASTER_PREFIX + "rpc.addresses";
    public static final String MASTER_RPC_PORT = MASTER_PREFIX + "rpc.port";
    public static final String MASTER_WEB_PORT = MASTER_PREFIX + "web.port";
    public static final String MASTER_EMBEDDED_JOURNAL_ADDRESSES = MASTER_PREFIX + "embedded.journal.addresses";
    public static final String MASTER_EMBEDDED_JOURNAL_PORT = MASTER_PREFIX + "embedded.journal.port";

    /** What the keys of a journal begin with. */
    public static final String MASTER_JOURNAL_PREFIX = MASTER_PREFIX + "journal.";

    public static final String MASTER_JOURNAL_TYPE = MASTER_JOURNAL_PREFIX + "type";
    public static final String MASTER_JOURNAL_FOLDER = MASTER_JOURNAL_PREFIX + "folder";
    public static final String MASTER_JOURNAL_INIT_FROM_BACKUP = MASTER_JOURNAL_PREFIX + "init.from.backup";
    public static final String MASTER_METASTORE = MASTER_PREFIX + "metastore";
    public static final String MASTER_METASTORE_DIR = MASTER_METASTORE + ".dir";
    public static final String MASTER_MOUNT_TABLE_ROOT_UFS = MASTER_PREFIX + "mount.table.root.ufs";
    public static final String STANDBY_MASTER_GRPC_ENABLED = PREFIX + "standby.master.grpc.enabled";
    /** The start of all properties of the architecture of 3.x; 2.x has none of them. */
    public static final String DORA = PREFIX + "dora.";

    public static final String ZOOKEEPER_ENABLED = PREFIX + "zookeeper.enabled";

    // Workers.
    public static final String WORKER_HOSTNAME = WORKER_PREFIX + "hostname";

    /** From 2.3: the address by which clients in pods reach a worker whose host name is its node's. */
    public static final String WORKER_CONTAINER_HOSTNAME = WORKER_PREFIX + "container.hostname";

    public static final String WORKER_RPC_PORT = WORKER_PREFIX + "rpc.port";
    public static final String WORKER_WEB_PORT = WORKER_PREFIX + "web.port";

    /** With {@link #DOMAIN_SOCKET_AS_UUID} a directory, without it the socket file itself. Workers only. */
    public static final String DOMAIN_SOCKET_ADDRESS = WORKER_PREFIX + "data.server.domain.socket.address";

    /**
     * Workers read it to name their socket, and clients to look for that. The charts from 2.1 on set it for workers only, so
     * that no client gets it from the master.
     */
    public static final String DOMAIN_SOCKET_AS_UUID = WORKER_PREFIX + "data.server.domain.socket.as.uuid";

    public static final String WORKER_NETTY_CHANNEL = WORKER_PREFIX + "network.netty.channel";
    public static final String WORKER_RAMDISK_SIZE = WORKER_PREFIX + "ramdisk.size";

    /** The older name of {@link #WORKER_RAMDISK_SIZE}, an alias from 2.4. */
    public static final String WORKER_MEMORY_SIZE = WORKER_PREFIX + "memory.size";

    public static final String WORKER_DATA_FOLDER = WORKER_PREFIX + "data.folder";
    public static final String WORKER_BLOCK_STORE_TYPE = WORKER_PREFIX + "block.store.type";
    public static final String WORKER_TIERED_STORE_LEVELS = WORKER_PREFIX + "tieredstore.levels";

    /** Followed by the number of a level, from 0, and {@link #DIRS_PATH_SUFFIX} and its like. */
    public static final String WORKER_TIERED_STORE_LEVEL_PREFIX = WORKER_PREFIX + "tieredstore.level";

    public static final String DIRS_PATH_SUFFIX = ".dirs.path";
    public static final String WORKER_TIER_0_DIRS_PATH = WORKER_TIERED_STORE_LEVEL_PREFIX + "0" + DIRS_PATH_SUFFIX;
    public static final String WORKER_FUSE_ENABLED = WORKER_PREFIX + "fuse.enabled";

    // The job service and the other processes.
    public static final String JOB_MASTER_RPC_PORT = JOB_PREFIX + "master.rpc.port";
    public static final String JOB_MASTER_WEB_PORT = JOB_PREFIX + "master.web.port";
    public static final String JOB_MASTER_EMBEDDED_JOURNAL_PORT = JOB_PREFIX + "master.embedded.journal.port";
    public static final String JOB_MASTER_RPC_ADDRESSES = JOB_PREFIX + "master.rpc.addresses";
    public static final String JOB_MASTER_EMBEDDED_JOURNAL_ADDRESSES = JOB_PREFIX + "master.embedded.journal.addresses";
    public static final String JOB_WORKER_RPC_PORT = JOB_PREFIX + "worker.rpc.port";
    public static final String JOB_WORKER_DATA_PORT = JOB_PREFIX + "worker.data.port";
    public static final String JOB_WORKER_WEB_PORT = JOB_PREFIX + "worker.web.port";
    public static final String PROXY_WEB_PORT = PREFIX + "proxy.web.port";
    public static final String LOGSERVER_PORT = PREFIX + "logserver.port";

    // FUSE.
    public static final String FUSE_MOUNT_POINT = PREFIX + "fuse.mount.point";

    /** The older name of {@link #FUSE_MOUNT_POINT}, for FUSE in a worker. */
    public static final String WORKER_FUSE_MOUNT_POINT = WORKER_PREFIX + "fuse.mount.point";

    public static final String FUSE_MOUNT_OPTIONS = PREFIX + "fuse.mount.options";

    /** The older name of {@link #FUSE_MOUNT_OPTIONS}, for FUSE in a worker. */
    public static final String WORKER_FUSE_MOUNT_OPTIONS = WORKER_PREFIX + "fuse.mount.options";

    public static final String FUSE_WEB_PORT = PREFIX + "fuse.web.port";

    // Clients.
    /** The host that a client takes for its own: a worker with the same one is local to it. */
    public static final String USER_HOSTNAME = PREFIX + "user.hostname";

    /** Like {@link #USER_HOSTNAME}; a master that has it passes it on to every client. */
    public static final String LOCALITY_NODE = PREFIX + "locality.node";

    public static final String USER_SHORT_CIRCUIT_ENABLED = PREFIX + "user.short.circuit.enabled";
    public static final String USER_FILE_WRITE_TYPE_DEFAULT = PREFIX + "user.file.writetype.default";

    /** From 2.2.1; {@link #USER_NETTY_CHANNEL} is its older name, which nothing reads from then on: {@link PropertyHistory}. */
    public static final String USER_STREAMING_NETTY_CHANNEL = PREFIX + "user.network.streaming.netty.channel";

    public static final String USER_NETTY_CHANNEL = PREFIX + "user.network.netty.channel";

    // Under stores.
    /** The older name of {@link #MASTER_MOUNT_TABLE_ROOT_UFS}. */
    public static final String UNDERFS_ADDRESS = PREFIX + "underfs.address";

    public static final String UNDERFS_HDFS_CONFIGURATION = PREFIX + "underfs.hdfs.configuration";

    private PropertyKeys() {}
}
