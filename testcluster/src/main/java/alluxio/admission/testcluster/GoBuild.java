package alluxio.admission.testcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the pinned programs with the Go that is on the PATH. */
final class GoBuild implements ToolCache.Builder {

    private static final Logger LOG = LoggerFactory.getLogger(GoBuild.class);
    private static final Duration HEARTBEAT = Duration.ofMinutes(1);
    private static final int LOG_LINES = 20;

    private final Path go;

    GoBuild() {
        this(Path.of("go"));
    }

    GoBuild(Path go) {
        this.go = go;
    }

    @Override
    public void build(Program program, GoModule module, Path file) throws IOException, InterruptedException {
        Path source = Files.createTempDirectory("alluxio-admission-go-");
        try {
            module.writeTo(source);
            checkVersion(module, source);
            LOG.info("Building {} with Go, once, into {}", program.goPackage(), file.getParent());
            compile(program, module, source, file);
        } finally {
            Folders.delete(source);
        }
    }

    /** Asked inside the module, so that a Go that fetches a newer toolchain for it counts as that newer one. */
    private void checkVersion(GoModule module, Path source) throws IOException, InterruptedException {
        String wanted = "Go " + module.go()
                + " or later is needed to build the programs of the test cluster. Install it "
                + "from https://go.dev/dl/ and put it on the PATH, or, for an API server alone, set " + ToolCache.ASSETS
                + " to a folder with etcd and kube-apiserver.";
        Path log = source.resolve("version.log");
        int code = run(source, log, List.of("env", "GOVERSION"));
        String answer = Folders.lastLines(log, LOG_LINES).strip();
        if (code != 0) {
            throw new TestClusterException(wanted + " Asking " + go + " for its version failed: " + answer);
        }
        if (GoVersion.parse(answer).compareTo(GoVersion.parse(module.go())) < 0) {
            throw new TestClusterException(wanted + " The one on the PATH is " + answer + ".");
        }
    }

    private void compile(Program program, GoModule module, Path source, Path file)
            throws IOException, InterruptedException {
        Path log = source.resolve("build.log");
        List<String> arguments = List.of(
                "build",
                "-trimpath",
                "-mod=readonly",
                "-ldflags",
                module.linkerFlags(),
                "-o",
                file.toString(),
                program.goPackage());
        int code = run(source, log, arguments);
        if (code != 0) {
            throw new TestClusterException("go build " + program.goPackage() + " failed with exit code " + code + ":\n"
                    + Folders.lastLines(log, LOG_LINES));
        }
    }

    private int run(Path source, Path log, List<String> arguments) throws InterruptedException {
        // A workspace or flags of the user's own must not change what is built.
        Map<String, String> environment = Map.of("GOWORK", "off", "GOFLAGS", "");
        var spec = new Supervised.ProgramSpec(
                go, arguments, source, log, environment, Supervised.Leftovers.of(Optional.of(source)));
        long start = System.nanoTime();
        try (Supervised build = Supervised.start(spec)) {
            while (true) {
                Optional<Integer> code = build.await(HEARTBEAT);
                if (code.isPresent()) {
                    return code.get();
                }
                Duration spent = Duration.ofNanos(System.nanoTime() - start);
                LOG.info("Still building {} ({} min)", arguments.getLast(), spent.toMinutes());
            }
        }
    }
}
