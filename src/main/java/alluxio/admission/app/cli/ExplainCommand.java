package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestInjector;
import alluxio.admission.app.manifest.ManifestInjector.Outcome;
import alluxio.admission.app.yaml.KubeYaml;
import alluxio.admission.injector.Injector;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the reasons that a decision carries; changes nothing. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says of each pod and pod template what the webhook would do with it and why: each feature and each container "
                    + "applied, skipped or refused, and where every value comes from. Also for pods that did not opt in.",
            "",
            "The explanation goes to stdout; docs/explain.md describes the JSON.",
            "",
            "Exit codes: 0 all well, 1 a pod is refused, 2 wrong usage or unreadable input."
        })
final class ExplainCommand implements Callable<Integer> {
    /** How it is shown. Lower case, as users write it. */
    enum Output {
        text,
        json
    }

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ManifestOptions manifests = new ManifestOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "for people or for programs (default: ${DEFAULT-VALUE})")
    private Output output = Output.text;

    private final Console console;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ManifestInjector injector =
                new ManifestInjector(new KubeYaml(), new Injector(common.configuration()), manifests.namespace());
        Outcome outcome = injector.inject(manifests.read(console.in()));
        String shown = switch (output) {
            case text -> new ExplainText(console).of(outcome);
            case json -> new ExplainJson(manifests.namespace()).of(outcome);
        };
        console.out().print(shown);
        console.out().flush();
        return outcome.refused() ? ExitCode.REFUSED : ExitCode.OK;
    }
}
