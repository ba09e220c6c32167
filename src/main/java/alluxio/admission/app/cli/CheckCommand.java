package alluxio.admission.app.cli;

import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterRequests;
import alluxio.admission.cluster.check.CheckReport;
import alluxio.admission.cluster.check.CheckStatus;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.before.PlannedInstallation;
import alluxio.admission.cluster.check.registry.AllChecks;
import alluxio.admission.cluster.facts.AccessQuestion;
import alluxio.admission.cluster.facts.AccessReader;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.FactsReader.Extent;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.manifest.input.UnreadableException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The check of a live cluster, with the rights of the one who runs it. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a live cluster: the installation, its configuration, each Alluxio, the pods that opted in, and "
                    + "whether they use the short circuit. Changes nothing; a pod is created only as a dry run.",
            "",
            "It needs no rights of its own: what you may not read is skipped, and named with the right to ask for.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bin/alluxio-admission check",
            "  bin/alluxio-admission check --context production -o json",
            "  bin/alluxio-admission check --pre -n alluxio-admission",
            "",
            "Exit codes: 0 nothing failed, 1 something failed, 2 wrong usage, 3 the cluster could not be reached."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final KubeconfigOptions cluster = new KubeconfigOptions();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description =
                    "where alluxio-admission is installed (default: found by its webhook configurations), or is to be, with "
                            + "--pre (default: alluxio-admission)")
    private @Nullable String namespace;

    @Option(
            names = "--pre",
            description =
                    "before an installation: your rights, the API server's version, names, other webhooks, and where "
                            + "Alluxio runs")
    private boolean pre;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Format format = Format.text;

    /** Lower case, as users write them. */
    enum Format {
        text,
        json
    }

    private final Console console;
    private final InstantSource clock;

    CheckCommand(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        CheckReport report = report();
        switch (format) {
            case text -> console.result(new CheckText(console).of(report));
            case json -> console.json(CheckJson.of(report));
        }
        return report.count(CheckStatus.FAILED) > 0 ? ExitCode.REFUSED : ExitCode.OK;
    }

    private CheckReport report() {
        try (ClusterConnection connection = cluster.open()) {
            CheckedCluster checked = read(connection);
            return AllChecks.run(pre ? AllChecks.before(plan(connection)) : AllChecks.installed(), checked);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("check: " + e.getMessage());
        }
    }

    private PlannedInstallation plan(ClusterConnection connection) {
        ClusterRequests requests = new ClusterRequests(connection, KubeconfigOptions.TIMEOUT);
        String in = namespace == null ? Installation.NAME : namespace;
        return new PlannedInstallation(
                in, Installation.NAME, new AccessReader(requests).ask(AccessQuestion.ofInstallation(in)));
    }

    private CheckedCluster read(ClusterConnection connection) {
        CallersFacts reading = new CallersFacts(connection, clock, console, "check: ");
        ClusterFacts facts = reading.read(Optional.ofNullable(namespace), pre ? Extent.OBJECTS : Extent.ALL);
        if (namespace == null && !pre) {
            reading.requireOneInstallation(facts, "-n");
        }
        return CheckedClusters.factory(clock).of(facts, Optional.ofNullable(namespace));
    }
}
