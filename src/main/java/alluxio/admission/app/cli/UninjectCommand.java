package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestUninjector;
import alluxio.admission.app.manifest.ManifestUninjector.UninjectedManifests;
import alluxio.admission.injector.Removal;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.KubeYaml;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads manifests and writes them without what an injection added. */
@Command(
        name = "uninject",
        mixinStandardHelpOptions = true,
        description = {
            "Removes from pods and pod templates exactly what an injection added, according to their annotation "
                    + "alluxio.io/status.",
            "",
            "Every document is written, including unchanged ones; comments are lost. What was changed since the injection "
                    + "stays, with a warning; the label alluxio.io/inject stays too. The report goes to stderr. If a pod "
                    + "is refused, nothing is written.",
            "",
            "Exit codes: 0 all well, 1 a pod is refused (injected by a newer version, or malformed), 2 wrong usage or "
                    + "unreadable input."
        })
final class UninjectCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption common = new ConfigOption();

    @Mixin
    private final ManifestRewrite manifests = new ManifestRewrite();

    private final Console console;

    UninjectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        // The status has all that is needed; but a file with errors is an error here as in other commands.
        common.configuration();
        UninjectedManifests outcome = new ManifestUninjector(new KubeYaml(), new Uninjector(), manifests.namespace())
                .uninject(manifests.read(console, "uninject"), console.progress());
        outcome.warnings().forEach(warning -> console.report(warning));
        if (!outcome.unreadable().isEmpty()) {
            throw new UnreadableException(outcome.unreadable());
        }
        return manifests.finish(
                console,
                outcome.results(),
                result -> result.removal() instanceof Removal.NotRemovable,
                ManifestUninjector.PodRemoval::object,
                new UninjectReport(console)::print,
                outcome.documents());
    }
}
