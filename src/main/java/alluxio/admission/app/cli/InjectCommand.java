package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestInjector;
import alluxio.admission.app.manifest.ManifestInjector.Outcome;
import alluxio.admission.app.yaml.KubeYaml;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Injector;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Manifests in, manifests out. Nothing is written until everything has been decided. */
@Command(
        name = "inject",
        mixinStandardHelpOptions = true,
        description = {
            "Injects the pods and pod templates of manifests, as the webhook does when they are applied.",
            "",
            "Every document comes out, also the unchanged ones; comments are lost. A Namespace among the manifests opts "
                    + "its pods in. The report goes to stderr. When a pod is refused, nothing is written.",
            "",
            "Exit codes: 0 all well, 1 a pod is refused, 2 wrong usage or unreadable input."
        })
final class InjectCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ManifestOptions manifests = new ManifestOptions();

    @Option(
            names = {"-q", "--quiet"},
            description = "report refusals only")
    private boolean quiet;

    private final Console console;

    InjectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ManifestInjector injector =
                new ManifestInjector(new KubeYaml(), new Injector(common.configuration()), manifests.namespace());
        Outcome outcome = injector.inject(manifests.read(console.in()));
        DecisionReport report = new DecisionReport(console);
        outcome.warnings().forEach(warning -> console.err().println(warning));
        outcome.results().stream()
                .filter(result -> !quiet || result.decision() instanceof Decision.Refused)
                .forEach(report::print);
        if (outcome.refused()) {
            console.err().println("nothing was written, because a pod is refused");
            return ExitCode.REFUSED;
        }
        console.out().print(ManifestText.of(outcome.documents()));
        console.out().flush();
        return ExitCode.OK;
    }
}
