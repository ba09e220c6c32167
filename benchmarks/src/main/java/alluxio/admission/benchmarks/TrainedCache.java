package alluxio.admission.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A JVM's cache of classes and profiles for a server, trained by the reviews that are measured. */
final class TrainedCache {
    /** Of each kind. */
    private static final int REVIEWS = 300;

    private TrainedCache() {}

    /** The same server with a cache of its own, written into the folder. */
    static Contestant train(Contestant contestant, TestIdentity identity, Path folder)
            throws IOException, InterruptedException {
        Path cache = folder.resolve(contestant.name().replaceAll("[^a-z]", "") + ".aot");
        try (RunningServer server = contestant
                        .withFlags(List.of("-XX:AOTCacheOutput=" + cache))
                        .start(identity);
                BenchClient client = new BenchClient(identity.trust(), server.port())) {
            for (int i = 0; i < REVIEWS; i++) {
                for (ReviewKind kind : ReviewKind.values()) {
                    client.exchange(kind.request(i));
                }
            }
            server.process().destroy();
            server.process().waitFor(); // the cache is written at the end
        }
        if (!Files.exists(cache)) {
            throw new IOException("the JVM has written no cache for " + contestant.name());
        }
        return contestant.withFlags(List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on"));
    }
}
