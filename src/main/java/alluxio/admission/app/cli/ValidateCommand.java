package alluxio.admission.app.cli;

import alluxio.admission.app.build.BuildProperties;
import alluxio.admission.app.manifest.ManifestValidator;
import alluxio.admission.app.manifest.ManifestValidator.ValidatedManifests;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the webhook's verdict; changes nothing. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Judges manifests as the webhook does when they are applied, including the injector's refusals.",
            "",
            "All documents of the input are judged together: a ConfigMap in envFrom, a Service of a worker. Where a rule "
                    + "needs an object that is not among them, it does not guess. An AdmissionReview is judged as that request: "
                    + "a creation, an update or a deletion. Pod templates are found in objects of any kind, and judged as the pods made from "
                    + "them; what is not judged is counted as such. docs/rules.md has the rules; findings go to stdout.",
            "",
            "A whole repository: validate -R -f . --exclude templates --summary. The configuration of a cluster: kubectl get -A "
                    + "-o yaml deployments,statefulsets,daemonsets | alluxio-admission validate --from-cluster -f -",
            "",
            "Exit codes: 0 nothing is refused, 1 something is, or --fail-on says so, 2 wrong usage or unreadable input, 3 the "
                    + "cluster could not be reached."
        })
final class ValidateCommand implements Callable<Integer> {
    /** How findings are shown. Lower case, as users write it. */
    enum Output {
        text,
        json,
        sarif,
        junit
    }

    @Mixin
    private final WebhookOptions webhook = new WebhookOptions();

    @Mixin
    private final ManifestFileOptions manifests = new ManifestFileOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json|sarif|junit",
            defaultValue = "text",
            description =
                    "for people, programs, code hosts (SARIF 2.1.0) or CI servers (JUnit XML) (default: ${DEFAULT-VALUE})")
    private Output output = Output.text;

    @Mixin
    private final FindingFilter filter = new FindingFilter();

    @Option(names = "--summary", description = "of text: only how many objects each rule refuses and warns about")
    private boolean summary;

    private final Console console;
    private final InstantSource clock;

    ValidateCommand(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        ManifestValidator validator =
                webhook.validator(webhook.installed(clock, console), manifests.namespace(), clock);
        ValidatedManifests outcome =
                filter.filtered(validator.validate(manifests.read(console, "validate"), console.progress()));
        outcome.texts().unreadable().forEach(problem -> console.report(problem.toString()));
        outcome.texts().warnings().forEach(warning -> console.report(warning.toString()));
        outcome.warnings().forEach(warning -> console.report(warning));
        outcome.undecided().forEach(line -> console.report(line));
        outcome.results()
                .forEach(result -> result.judgement()
                        .errors()
                        .forEach(problem -> console.report(
                                result.object() + ": a rule failed, which is a bug in alluxio-admission: " + problem)));
        switch (output) {
            case text -> console.result(new TextReport(console).of(outcome.results(), !summary));
            case json -> console.json(JsonReport.of(outcome));
            case sarif ->
                console.json(SarifReport.of(outcome, BuildProperties.load().ruleDocumentation()));
            case junit -> console.data(JunitReport.of(outcome.results()));
        }
        if (!outcome.isComplete()) {
            return ExitCode.USAGE;
        }
        return filter.exitCode(outcome);
    }
}
