package alluxio.admission.testcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that does not outlive this JVM, not even when the JVM is killed with SIGKILL: a small shell waits on a pipe
 * from this JVM, and when the pipe closes, for whatever reason, it ends the program. Thread-safe.
 */
public final class Supervised implements AutoCloseable {

    /** After SIGTERM a program gets this long; nothing that it could save is of use. */
    private static final int GRACE_TENTHS = 30;

    /** A machine with much to do needs more than a minute for the files and cgroups of a node. */
    private static final Duration CLOSE_LIMIT = Duration.ofMinutes(3);

    /*
     * HUP and INT are ignored, so that Ctrl-C at the terminal reaches the JVM alone and the pipe decides.
     * The watcher ignores TERM once the pipe is closed: from there on it must finish its work.
     * It is started before TERM gets a trap: a TERM that meets a fork with the parent's trap would be lost.
     * The shells themselves write nothing into the log: it is the program's alone.
     */
    private static final String SUPERVISOR = """
            trap '' HUP INT
            leftover=$1 grace=$2 cleanup=$3
            shift 3
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            (
              while read -r line; do :; done
              trap '' TERM
              kill -TERM $child 2>/dev/null
              while kill -0 $child 2>/dev/null && [ $grace -gt 0 ]; do
                sleep 0.1 2>/dev/null || sleep 1
                grace=$((grace - 1))
              done
              kill -KILL $child 2>/dev/null
              eval "$cleanup"
              [ -z "$leftover" ] || rm -rf "$leftover"
            ) <&3 3<&- >/dev/null 2>&1 &
            watcher=$!
            trap 'kill -TERM $child 2>/dev/null' TERM
            exec 3<&- </dev/null >/dev/null 2>&1
            while :; do
              wait $child
              code=$?
              kill -0 $child 2>/dev/null || break
            done
            kill -TERM $watcher 2>/dev/null
            wait $watcher
            exit $code
            """;

    private final Process supervisor;
    private final Path program;
    private final Path log;

    private Supervised(Process supervisor, Path program, Path log) {
        this.supervisor = supervisor;
        this.program = program;
        this.log = log;
    }

    /**
     * What to start.
     *
     * @param log receives standard output and standard error; an old one is overwritten
     * @param environment is added to that of this JVM
     */
    public record ProgramSpec(
            Path program,
            List<String> arguments,
            Path workingFolder,
            Path log,
            Map<String, String> environment,
            Leftovers leftovers) {}

    /**
     * What is removed when the pipe closes.
     *
     * @param folder deleted with all that is in it
     * @param cleanup shell commands for what else the program leaves behind, run when it has ended because the pipe closed and
     *     before the folder is deleted, which they know as {@code $leftover}; "" for none
     */
    public record Leftovers(Optional<Path> folder, String cleanup) {
        public static final Leftovers NONE = new Leftovers(Optional.empty(), "");

        public static Leftovers of(Optional<Path> folder) {
            return new Leftovers(folder, "");
        }
    }

    public static Supervised start(ProgramSpec spec) {
        List<String> command = Stream.concat(
                        Stream.of(
                                "sh",
                                "-c",
                                SUPERVISOR,
                                "supervisor",
                                spec.leftovers().folder().map(Path::toString).orElse(""),
                                Integer.toString(GRACE_TENTHS),
                                spec.leftovers().cleanup(),
                                spec.program().toString()),
                        spec.arguments().stream())
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(spec.workingFolder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(spec.log().toFile());
        builder.environment().putAll(spec.environment());
        try {
            return new Supervised(builder.start(), spec.program(), spec.log());
        } catch (IOException e) {
            throw new TestClusterException("Cannot start a POSIX shell (sh) for " + spec.program() + ": " + e, e);
        }
    }

    public boolean isAlive() {
        return supervisor.isAlive();
    }

    /** Waits for the program to end by itself; empty when it has not ended in this time. */
    Optional<Integer> await(Duration limit) throws InterruptedException {
        return supervisor.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                ? Optional.of(supervisor.exitValue())
                : Optional.empty();
    }

    public Path program() {
        return program;
    }

    public Path log() {
        return log;
    }

    /** The program itself, below its supervisor; empty when it has ended. */
    public Optional<ProcessHandle> process() {
        return supervisor
                .children()
                .filter(child -> child.info().command().filter(this::isProgram).isPresent())
                .findFirst();
    }

    /** The program and all that it started, as this machine numbers them. */
    public Stream<ProcessHandle> descendants() {
        return supervisor.descendants();
    }

    private boolean isProgram(String command) {
        try {
            return Files.isSameFile(Path.of(command), program);
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends the program and waits until it is gone; a second call does nothing. */
    @Override
    public void close() {
        List<ProcessHandle> family = supervisor.descendants().toList();
        try {
            supervisor.getOutputStream().close();
            if (!supervisor.waitFor(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                family.forEach(ProcessHandle::destroyForcibly);
                supervisor.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            family.forEach(ProcessHandle::destroyForcibly);
            supervisor.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
