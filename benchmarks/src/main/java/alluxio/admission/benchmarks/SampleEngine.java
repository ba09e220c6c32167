package alluxio.admission.benchmarks;

import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.app.server.ConfigurationReloader;
import alluxio.admission.app.server.DecisionEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** Decides as a measured server does: with its configuration, and a cluster that is discovered. */
final class SampleEngine {
    private static final int NODES = 20;
    private static final int NAMESPACES = 20;

    private SampleEngine() {}

    static DecisionEngine start() {
        try {
            Path file = Files.createTempFile("alluxio-admission-", ".yaml");
            file.toFile().deleteOnExit();
            Files.writeString(file, SampleObjects.configuration());
            InstantSource clock = InstantSource.system();
            return DecisionEngine.start(
                    ConfigurationReloader.watch(file, ConfigurationLoader::parse, Duration.ofDays(1), clock),
                    new SampleCluster(NODES, NAMESPACES),
                    clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
