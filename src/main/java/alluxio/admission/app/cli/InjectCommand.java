package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestInjector;
import alluxio.admission.app.manifest.ManifestInjector.InjectedManifests;
import alluxio.admission.injector.Decision;
import alluxio.admission.manifest.input.UnreadableException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads manifests and writes them injected. Nothing is written until everything has been decided. */
@Command(
        name = "inject",
        mixinStandardHelpOptions = true,
        description = {
            "Injects the pods and pod templates of manifests, as the webhook does when they are applied.",
            "",
            "Every document is written, including unchanged ones; comments are lost. A Namespace among the manifests may opt "
                    + "its pods in. The report goes to stderr. If a pod is refused, nothing is written.",
            "",
            "Templates of kinds that are not Kubernetes' own are written if they have the label, and the kind's definition is "
                    + "known to keep what is added (RayCluster, JobSet, Rollout and more); for others the report says where the "
                    + "label belongs. docs/injection.md has the lists.",
            "",
            "Exit codes: 0 all well, 1 a pod is refused, 2 wrong usage or unreadable input, 3 the cluster could not "
                    + "be reached."
        })
final class InjectCommand implements Callable<Integer> {
    @Mixin
    private final WebhookOptions webhook = new WebhookOptions();

    @Mixin
    private final ManifestRewrite manifests = new ManifestRewrite();

    private final Console console;
    private final InstantSource clock;

    InjectCommand(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        InjectedManifests outcome = webhook.injector(webhook.installed(clock, console), manifests.namespace())
                .inject(manifests.read(console, "inject"), console.progress());
        outcome.warnings().forEach(warning -> console.report(warning));
        outcome.others().forEach(line -> console.report(line));
        outcome.misplacedKeys().forEach(line -> console.report(line));
        if (!outcome.unreadable().isEmpty()) {
            throw new UnreadableException(outcome.unreadable());
        }
        return manifests.finish(
                console,
                outcome.results(),
                result -> result.decision() instanceof Decision.Refused,
                ManifestInjector.PodDecision::object,
                new InjectReport(console)::print,
                outcome.documents());
    }
}
