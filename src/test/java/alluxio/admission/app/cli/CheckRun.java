package alluxio.admission.app.cli;

import alluxio.admission.cluster.check.CheckReport;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.check.registry.AllChecks;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The command {@code check} on facts that a test made, instead of those of a cluster. */
public final class CheckRun {
    private CheckRun() {}

    /** What all checks find. */
    public static CheckReport report(ClusterFacts facts) {
        return AllChecks.run(
                AllChecks.installed(),
                CheckedClusters.factory(InstantSource.fixed(facts.takenAt())).of(facts, Optional.empty()));
    }

    /** The configuration in force: that of the ConfigMap, completed with what runs. */
    public static AdmissionConfiguration configuration(ClusterFacts facts) {
        return CheckedClusters.factory(InstantSource.fixed(facts.takenAt()))
                .of(facts, Optional.empty())
                .configuration()
                .flatMap(CheckedConfiguration::completed)
                .orElseThrow()
                .configuration();
    }

    /** What {@code profile} says about namespaces in which an Alluxio was found. */
    public static List<String> untrusted(ClusterFacts facts, List<String> namespaces) {
        return UntrustedNamespaces.remarks(facts, namespaces, InstantSource.fixed(facts.takenAt()));
    }

    /** As people see it. */
    public static String text(CheckReport report) {
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                false);
        return String.join("\n", new CheckText(console).of(report)) + "\n";
    }

    /** As programs see it. */
    public static String json(CheckReport report) {
        return CheckJson.of(report);
    }
}
