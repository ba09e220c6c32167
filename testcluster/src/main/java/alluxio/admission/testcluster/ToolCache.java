package alluxio.admission.testcluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds etcd and kube-apiserver: in the folder {@code KUBEBUILDER_ASSETS} when that is set, else in the user's cache
 * folder, where they are built once from the pinned Go modules. Thread-safe, also between processes: one builds, the
 * others wait.
 */
public final class ToolCache {

    static final String ASSETS = "KUBEBUILDER_ASSETS";

    private static final Logger LOG = LoggerFactory.getLogger(ToolCache.class);
    private static final Duration LOCK_POLL = Duration.ofMillis(500);

    private final Map<String, String> environment;
    private final GoModule module;
    private final Builder builder;

    /** Puts both programs into an existing empty folder. */
    @FunctionalInterface
    interface Builder {
        void build(GoModule module, Path folder) throws IOException, InterruptedException;
    }

    ToolCache(Map<String, String> environment, GoModule module, Builder builder) {
        this.environment = Map.copyOf(environment);
        this.module = module;
        this.builder = builder;
    }

    /** The cache of this user, built with the Go that is on the PATH. */
    public static ToolCache ofUser() {
        return new ToolCache(System.getenv(), GoModule.pinned(), new GoBuild());
    }

    /**
     * The programs; builds them first when needed, which takes minutes.
     *
     * @throws TestClusterException when a program is missing in {@code KUBEBUILDER_ASSETS}, or can't be built
     */
    public Tools find() {
        String assets = environment.getOrDefault(ASSETS, "");
        if (!assets.isBlank()) {
            return inAssets(Path.of(assets));
        }
        Path folder = folder();
        Tools tools = Tools.in(folder);
        return tools.missing().isEmpty() ? tools : buildOnce(folder);
    }

    /** Where the built programs are kept; the name changes with every change of the pinned modules. */
    public Path folder() {
        return toolsFolder().resolve(module.cacheKey());
    }

    private Path toolsFolder() {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("alluxio-admission").resolve("tools");
    }

    private Tools inAssets(Path folder) {
        Tools tools = Tools.in(folder);
        if (!tools.missing().isEmpty()) {
            throw new TestClusterException(ASSETS + "=" + folder + " lacks the program "
                    + tools.missing().getFirst().getFileName()
                    + ". Put both etcd and kube-apiserver there, or unset " + ASSETS + " to have them built with Go "
                    + module.go() + " or later.");
        }
        return tools;
    }

    private Tools buildOnce(Path folder) {
        try {
            Files.createDirectories(toolsFolder());
            Path lockFile = folder.resolveSibling(module.cacheKey() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel, lockFile)) {
                Tools tools = Tools.in(folder);
                if (!tools.missing().isEmpty()) {
                    build(folder);
                }
                LOG.debug("{} held for {}", lock, tools);
                return tools;
            }
        } catch (IOException e) {
            throw new TestClusterException("Cannot build etcd and kube-apiserver into " + folder + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException("Interrupted while building etcd and kube-apiserver", e);
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
                LOG.info("Waiting for another process that builds etcd and kube-apiserver ({})", file);
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

    /** Nobody ever sees a half-built folder: it gets its name only when both programs are in it. */
    private void build(Path folder) throws IOException, InterruptedException {
        Path parent = toolsFolder();
        String prefix = module.cacheKey() + ".build-";
        try (DirectoryStream<Path> abandoned = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path build : abandoned) {
                Folders.delete(build);
            }
        }
        Path unfinished = Files.createTempDirectory(parent, prefix);
        try {
            builder.build(module, unfinished);
            Folders.delete(folder);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Folders.delete(unfinished);
        }
    }
}
