package alluxio.admission.app.cli;

import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.cluster.check.registry.CheckedClusterFactory;
import alluxio.admission.cluster.check.registry.CheckedClusterFactory.ParsedConfiguration;
import alluxio.admission.manifest.input.UnreadableException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Joins the checks to what only the application knows: how configurations are read, and how objects are judged. */
final class CheckedClusters {
    private CheckedClusters() {}

    static CheckedClusterFactory factory(InstantSource clock) {
        return new CheckedClusterFactory(CheckedClusters::parse, _ -> _ -> List.of());
    }

    private static ParsedConfiguration parse(String text, String name) {
        try {
            return new ParsedConfiguration(Optional.of(ConfigurationLoader.parse(text, name)), List.of());
        } catch (UnreadableException e) {
            return new ParsedConfiguration(Optional.empty(), e.lines());
        }
    }
}
