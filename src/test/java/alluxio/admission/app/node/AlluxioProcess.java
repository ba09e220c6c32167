package alluxio.admission.app.node;

import alluxio.admission.testcluster.Folders;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process of Alluxio's image in namespaces of its own, without a container runtime: with /journal, /dev/shm and a network
 * that no other process sees.
 */
final class AlluxioProcess implements AutoCloseable {
    private static final String SMALL = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";
    private static final int LOG_LINES = 15;

    /** Far beyond the ten seconds that a process takes to start. */
    private static final int LIMIT_SECONDS = 300;

    private final Process process;
    private final Path log;
    private final Path logs;

    private AlluxioProcess(ProcessBuilder builder, Path logs) throws IOException {
        this.logs = logs;
        this.log = Files.createTempFile(logs, "alluxio-", ".log");
        this.process = builder.redirectOutput(log.toFile()).start();
    }

    /** The files that all processes share: the image's, and the script that enters them. */
    record Image(Path root, Path script, Path logs) {

        /** @param shm the size of /dev/shm in bytes */
        AlluxioProcess start(AlluxioStart start, long shm) {
            return start(start, "", shm, List.of("unshare", "-m", "-u", "-n"));
        }

        /** Starts it in the network of a master, which it finds by name. */
        AlluxioProcess startBeside(AlluxioProcess master, AlluxioStart start, long shm) {
            return start(
                    start,
                    AlluxioOnNode.MASTER,
                    shm,
                    List.of("nsenter", "-t", master.id(), "-n", "unshare", "-m", "-u"));
        }

        private AlluxioProcess start(AlluxioStart start, String hosts, long shm, List<String> namespaces) {
            List<String> command = new ArrayList<>(namespaces);
            command.addAll(
                    List.of("sh", script.toString(), root.toString(), start.hostname(), hosts, Long.toString(shm)));
            command.addAll(start.command());
            try {
                return new AlluxioProcess(builder(command, start.environment()), logs);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Runs another program of the image where this process is, as its user, and returns what it prints. */
    String run(Map<String, String> environment, String... words) {
        List<String> command = new ArrayList<>(List.of("nsenter", "-t", id(), "-m", "-u", "-n", "-r"));
        command.addAll(List.of("-w", "-S", "1000", "-G", "1000"));
        command.addAll(List.of(words));
        try (AlluxioProcess other = new AlluxioProcess(builder(command, environment), logs)) {
            int code = other.exitCode();
            if (code != 0) {
                throw new AssertionError(String.join(" ", words) + " ended with " + code + ":\n" + other.logEnd());
            }
            return other.log();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it has not ended, its log ends with:\n" + logEnd());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Waits until its log says so; that it ends before is an error. */
    void awaitLog(String text) {
        Waiting.until("\"" + text + "\" in the log", this::logWhileAlive, log -> log.contains(text));
    }

    private String logWhileAlive() {
        if (!process.isAlive()) {
            throw new AssertionError("it ended with " + process.exitValue() + ":\n" + logEnd());
        }
        return log();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private String id() {
        return Long.toString(process.pid());
    }

    private String logEnd() {
        return Folders.lastLines(log, LOG_LINES);
    }

    private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().put("PATH", "/opt/alluxio/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("HOME", "/tmp");
        builder.environment().put("JAVA_TOOL_OPTIONS", SMALL);
        builder.environment().putAll(environment);
        return builder;
    }
}
