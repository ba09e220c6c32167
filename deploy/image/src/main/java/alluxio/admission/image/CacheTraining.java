package alluxio.admission.image;

import alluxio.admission.testcluster.Command;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the cache that a JVM starts from: classes as they are after loading and linking, and what is worth compiling.
 * The server runs in the image's own files, because a jar with another path or time makes the JVM drop the cache
 * with no more than a line in a log. So the same run is made once more, with a JVM that exits if it cannot use the cache.
 */
final class CacheTraining {
    private static final String OUTPUT = "/tmp/alluxio-admission.aot";
    /** Of all reviews. So many that the JVM knows which methods are worth compiling. */
    private static final int ROUNDS = 20;

    /** Those of picocli, which are compiled for a Java too old for the cache, and a few that only failures load. */
    private static final int MOST_FROM_JARS = 300;

    /** Makes the server watch namespaces, so that the classes of discovery and of its client are in the cache. */
    private static final String DISCOVERY = "discovery: {namespaces: [alluxio]}\n";

    private final Sandbox sandbox;
    private final Path jdk;
    private final List<TrainingReviews.Review> reviews;
    private final Path logs;

    CacheTraining(Sandbox sandbox, Path jdk, List<TrainingReviews.Review> reviews, Path logs) {
        this.sandbox = sandbox;
        this.jdk = jdk;
        this.reviews = List.copyOf(reviews);
        this.logs = logs;
    }

    /** Returns the file. */
    Path train() throws IOException {
        run(List.of("-XX:AOTCacheOutput=" + OUTPUT), logs.resolve("training.log"), ROUNDS);
        Path cache = sandbox.tmp().resolve("alluxio-admission.aot");
        if (!Files.exists(cache)) {
            throw new ImageException("The JVM has written no cache, see " + logs.resolve("training.log"));
        }
        return cache;
    }

    /** Fails when a JVM at the image's paths does not take the cache that is in the image. */
    void check() throws IOException {
        Path log = logs.resolve("check.log");
        run(
                List.of(
                        "-XX:AOTCache=" + ImageLayout.CACHE,
                        "-XX:AOTMode=on",
                        "-Xlog:aot=info:file=/tmp/aot.log",
                        "-Xlog:class+load=info:file=/tmp/classes.log"),
                log,
                1);
        String said = Files.readString(sandbox.tmp().resolve("aot.log"));
        if (!said.contains("Opened AOT cache ") || !said.contains("Using AOT-linked classes: true")) {
            throw new ImageException("The JVM does not use the cache in the image:\n" + said);
        }
        checkClasses(Files.readAllLines(sandbox.tmp().resolve("classes.log")));
    }

    /** Fails when too many classes still come from jars, as those of a library whose jar is signed would. */
    private static void checkClasses(List<String> loaded) {
        List<String> fromJars =
                loaded.stream().filter(line -> line.contains(" source: file:")).toList();
        if (fromJars.size() > MOST_FROM_JARS) {
            throw new ImageException(fromJars.size() + " of " + loaded.size()
                    + " classes come from jars and not from the cache:\n" + String.join("\n", fromJars));
        }
    }

    private void run(List<String> cacheFlags, Path log, int rounds) throws IOException {
        writeConfiguration();
        Vertx vertx = Vertx.vertx();
        try (StubApiServer cluster = StubApiServer.start(vertx, jdk, sandbox.tmp());
                ServerRun server = ServerRun.start(sandbox, cacheFlags, log)) {
            for (int round = 0; round < rounds; round++) {
                reviews.forEach(server::review);
                server.probe();
            }
            server.stop();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            Files.deleteIfExists(sandbox.tmp().resolve("stub.p12"));
        }
    }

    /** The built-in one, with discovery: a file makes the server read and watch it, as a ConfigMap does. */
    private void writeConfiguration() throws IOException {
        List<String> command = new ArrayList<>(ImageLayout.command(List.of("-XX:AOTMode=off")));
        command.addAll(List.of("profile", "--defaults"));
        Path file = sandbox.tmp().resolve("config.yaml");
        Path log = logs.resolve("profile.log");
        Process process = sandbox.start(command, file, log);
        try {
            if (process.waitFor() != 0) {
                throw new ImageException("The program does not run in the image:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException("Interrupted while running the program in the image", e);
        }
        Files.writeString(file, Files.readString(file) + DISCOVERY);
        Command.run(List.of("chmod", "0644", file.toString()));
    }
}
