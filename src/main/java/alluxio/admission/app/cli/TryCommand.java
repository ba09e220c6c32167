package alluxio.admission.app.cli;

import alluxio.admission.app.cli.Console.Tone;
import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.app.config.OfflineConfiguration;
import alluxio.admission.app.demo.ApiServerTarget;
import alluxio.admission.app.demo.DemoTarget;
import alluxio.admission.app.demo.ExamplePod;
import alluxio.admission.app.demo.ExampleRun;
import alluxio.admission.app.demo.HttpsServerTarget;
import alluxio.admission.app.demo.PodDiff;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Injects example pods through a real HTTPS server, without a cluster. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description = {
            "Injects the pods of deploy/examples, and two that are refused, without a cluster: starts the HTTPS server with a "
                    + "temporary authority, sends real AdmissionReviews, and prints what each pod gets, or why it is "
                    + "refused.",
            "",
            "Exit codes: 0 every example behaves as designed, 1 one does not, 2 wrong usage, 3 no API server could be started."
        })
final class TryCommand implements Callable<Integer> {
    @Option(
            names = "--cluster",
            description =
                    "do the same through a real kube-apiserver, which is built on first use (needs Go; some minutes)")
    private boolean cluster;

    private final Console console;

    TryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        AdmissionConfiguration configuration = OfflineConfiguration.of(
                ConfigurationLoader.parse(ExamplePod.configuration(), "the examples' configuration"));
        try (DemoTarget target =
                cluster ? ApiServerTarget.start(configuration) : HttpsServerTarget.start(configuration)) {
            console.result("Trying " + ExamplePod.all().size() + " pods on " + target.describe() + ".");
            List<ExampleRun> runs = new ArrayList<>();
            for (ExamplePod example : ExamplePod.all()) {
                ExampleRun run = ExampleRun.run(target, example);
                print(run);
                runs.add(run);
            }
            console.result("");
            console.result(totals(runs));
            return runs.stream().allMatch(ExampleRun::asDesigned) ? ExitCode.OK : ExitCode.REFUSED;
        }
    }

    private void print(ExampleRun run) {
        boolean admitted = run.answer().after().isPresent();
        String verdict = admitted
                ? console.paint(Tone.GOOD, "injected")
                : console.paint(Tone.BAD, "refused") + (run.example().refused() ? ", as it should be" : "");
        console.result("");
        console.result(console.paint(Tone.TITLE, run.example().name()) + "  " + verdict);
        console.result(console.paint(Tone.QUIET, "  " + run.example().title()));
        run.changes().forEach(line -> console.result("  " + paint(line)));
        if (!admitted) {
            console.result("  " + console.paint(Tone.BAD, run.answer().refusal()));
        }
        run.answer().warnings().forEach(w -> console.result("  " + console.paint(Tone.CAREFUL, "warning: ") + w));
        if (!run.asDesigned()) {
            console.result("  " + console.paint(Tone.BAD, "the example is designed to show something else"));
        }
    }

    private String paint(PodDiff.Line line) {
        return switch (line.mark()) {
            case ADDED -> console.paint(Tone.GOOD, line.toString());
            case REMOVED -> console.paint(Tone.BAD, line.toString());
            case CONTEXT, GAP -> console.paint(Tone.QUIET, line.toString());
        };
    }

    private String totals(List<ExampleRun> runs) {
        long injected =
                runs.stream().filter(t -> t.answer().after().isPresent()).count();
        long wrong = runs.stream().filter(t -> !t.asDesigned()).count();
        String text = runs.size() + " pods: " + injected + " injected, " + (runs.size() - injected) + " refused; "
                + (wrong == 0 ? "every one as designed" : wrong + " NOT as designed") + "; the last one took "
                + runs.getLast().took().toMillis() + " ms.";
        return console.paint(wrong == 0 ? Tone.GOOD : Tone.BAD, text);
    }
}
