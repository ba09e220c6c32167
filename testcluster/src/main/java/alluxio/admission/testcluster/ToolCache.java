package alluxio.admission.testcluster;

import alluxio.admission.testcluster.Program.Source;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the programs: in the user's cache folder, where each is built once from the pinned Go modules. Thread-safe, also
 * between processes: one builds, the others wait.
 */
public final class ToolCache {

    static final String ASSETS = "KUBEBUILDER_ASSETS";

    /** Which Kubernetes the API server is of: the newest that is pinned, unless it says {@link #OLDEST}. */
    static final String KUBERNETES = "TESTCLUSTER_KUBERNETES";

    static final String OLDEST = "oldest";

    private static final Logger LOG = LoggerFactory.getLogger(ToolCache.class);
    private static final Duration LOCK_POLL = Duration.ofMillis(500);
    private static final int DIGEST_CHARACTERS = 12;
    private static final String UNFINISHED = ".unfinished";

    private final Map<String, String> environment;
    private final Map<Source, GoModule> modules;
    private final Builder builder;

    /** Builds one program into a file. */
    @FunctionalInterface
    interface Builder {
        void build(Program program, GoModule module, Path file) throws IOException, InterruptedException;
    }

    ToolCache(Map<String, String> environment, Map<Source, GoModule> modules, Builder builder) {
        this.environment = Map.copyOf(environment);
        this.modules = new TreeMap<>(modules);
        this.builder = builder;
    }

    /** The cache of this user, built with the Go that is on the PATH. */
    public static ToolCache ofUser() {
        return new ToolCache(System.getenv(), GoModule.pinned(), new GoBuild());
    }

    /**
     * The cache to take an API server from: the user's, or that of the oldest Kubernetes, which has a folder of its own.
     *
     * @throws TestClusterException when {@code TESTCLUSTER_KUBERNETES} names another one
     */
    static ToolCache ofApiServer(Map<String, String> environment, Builder builder) {
        String wanted = environment.getOrDefault(KUBERNETES, "");
        if (wanted.equals(OLDEST)) {
            // etcd is the newest one here, too: 3.5 does not listen on unix domain sockets.
            GoModule newest = Objects.requireNonNull(GoModule.pinned().get(Source.KUBERNETES));
            Builder mixed =
                    (program, module, file) -> builder.build(program, program == Program.ETCD ? newest : module, file);
            return new ToolCache(environment, Map.of(Source.KUBERNETES, GoModule.oldest()), mixed);
        }
        if (!wanted.isEmpty()) {
            throw new TestClusterException(KUBERNETES + "=" + wanted + " is not known. Set it to " + OLDEST
                    + " for the oldest Kubernetes that is supported, or unset it for the newest.");
        }
        return new ToolCache(environment, GoModule.pinned(), builder);
    }

    /**
     * What an API server needs: from the folder {@code KUBEBUILDER_ASSETS} where that is set, else from the cache.
     *
     * @throws TestClusterException when a program is missing in {@code KUBEBUILDER_ASSETS}, or can't be built
     */
    public Tools forApiServer() {
        String assets = environment.getOrDefault(ASSETS, "");
        return assets.isBlank() ? built(Program.API_SERVER) : inAssets(new Tools(Path.of(assets)));
    }

    /** What a whole node needs, always from the cache: its programs must be of one version. */
    public Tools forNode() {
        return built(Program.node());
    }

    /** Helm 4 and Helm 3. */
    public Tools forHelm() {
        return built(Set.of(Program.HELM, Program.HELM_3));
    }

    /** Kubectl of the version of the API server. */
    public Tools forKubectl() {
        return built(Set.of(Program.KUBECTL));
    }

    /** Where the built programs are kept; the name changes with every change of the pinned modules. */
    public Path folder() {
        GoModule kubernetes = Objects.requireNonNull(modules.get(Source.KUBERNETES));
        return toolsFolder()
                .resolve(kubernetes.version("k8s.io/kubernetes") + "-" + kubernetes.version("go.etcd.io/etcd/server/v3")
                        + "-" + digest());
    }

    private Path toolsFolder() {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("alluxio-admission").resolve("tools");
    }

    private String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (GoModule module : modules.values()) {
                module.files().values().forEach(text -> sha256.update(text.getBytes(StandardCharsets.UTF_8)));
            }
            return HexFormat.of().formatHex(sha256.digest()).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private Tools inAssets(Tools tools) {
        List<Program> missing = tools.missing(Program.API_SERVER);
        if (!missing.isEmpty()) {
            GoModule kubernetes = Objects.requireNonNull(modules.get(Source.KUBERNETES));
            throw new TestClusterException(ASSETS + "=" + tools.folder() + " lacks the program "
                    + missing.getFirst().fileName() + ". Put both etcd and kube-apiserver there, or unset " + ASSETS
                    + " to have them built with Go " + kubernetes.go() + " or later.");
        }
        return tools;
    }

    private Tools built(Collection<Program> wanted) {
        Tools tools = new Tools(folder());
        if (tools.missing(wanted).isEmpty()) {
            return tools;
        }
        Path lockFile = tools.folder().resolveSibling(tools.folder().getFileName() + ".lock");
        try {
            Files.createDirectories(tools.folder());
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel, lockFile)) {
                removeAbandoned(tools);
                for (Program program : tools.missing(wanted)) {
                    build(program, tools.path(program));
                }
                LOG.debug("{} held for {}", lock, tools);
                return tools;
            }
        } catch (IOException e) {
            throw new TestClusterException("Cannot build programs into " + tools.folder() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException("Interrupted while building into " + tools.folder(), e);
        }
    }

    /** Nobody ever sees a half-built program: it gets its name only when it is complete. */
    private void build(Program program, Path file) throws IOException, InterruptedException {
        Path unfinished = file.resolveSibling(program.fileName() + UNFINISHED);
        try {
            builder.build(program, Objects.requireNonNull(modules.get(program.source())), unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Whoever holds the lock is the only builder: what is unfinished now was left by one that was killed. */
    private static void removeAbandoned(Tools tools) throws IOException {
        try (DirectoryStream<Path> abandoned = Files.newDirectoryStream(tools.folder(), "*" + UNFINISHED)) {
            for (Path file : abandoned) {
                Files.delete(file);
            }
        }
    }

    /** Polls, because within one JVM a second lock on the same file is refused instead of awaited. */
    private static FileLock lock(FileChannel channel, Path file) throws IOException, InterruptedException {
        boolean told = false;
        while (true) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            if (!told) {
                LOG.info("Waiting for another process that builds the test cluster's programs ({})", file);
                told = true;
            }
            Thread.sleep(LOCK_POLL);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
