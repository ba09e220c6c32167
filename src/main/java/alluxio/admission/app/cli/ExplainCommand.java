package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestInjector;
import alluxio.admission.app.manifest.ManifestInjector.Outcome;
import alluxio.admission.app.manifest.ManifestValidator;
import alluxio.admission.injector.Injector;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import java.time.InstantSource;
import java.util.List;
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
                    + "applied, skipped or refused, and where every value comes from. Also for pods that did not opt in. Of each "
                    + "object that rules are about it says what each rule makes of it, and what was not judged.",
            "",
            "The explanation goes to stdout; docs/explain.md describes the JSON.",
            "",
            "Exit codes: 0 all well, 1 something is refused, 2 wrong usage or unreadable input."
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
    private final InstantSource clock;

    ExplainCommand(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        AdmissionConfiguration configuration = common.configuration();
        List<ManifestSource> sources = manifests.read(console.in());
        Outcome outcome = new ManifestInjector(new KubeYaml(), new Injector(configuration), manifests.namespace())
                .inject(sources, console.progress());
        ManifestValidator.Outcome judged = new ManifestValidator(
                        new KubeYaml(), configuration, manifests.namespace(), clock)
                .validate(sources, console.progress());
        switch (output) {
            case text -> console.result(new ExplainText(console).of(outcome, judged.results()));
            case json -> console.json(new ExplainJson(console, manifests.namespace()).of(outcome, judged.results()));
        }
        judged.undecided().forEach(line -> console.report(line));
        if (!judged.undecided().isEmpty()) {
            return ExitCode.USAGE;
        }
        return outcome.refused() || judged.refused() ? ExitCode.REFUSED : ExitCode.OK;
    }
}
