package alluxio.admission.app.cli;

import alluxio.admission.app.cli.Console.Tone;
import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.app.demo.Admission;
import alluxio.admission.app.demo.Changes;
import alluxio.admission.app.demo.ClusterAdmission;
import alluxio.admission.app.demo.ClusterUnavailableException;
import alluxio.admission.app.demo.Example;
import alluxio.admission.app.demo.HttpsAdmission;
import alluxio.admission.app.demo.Trial;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job on example pods, with no cluster. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the main job on the pods of deploy/examples, and on two that are refused, with no cluster: starts the HTTPS "
                    + "server with a throw-away authority, sends real AdmissionReviews, prints what each pod gains or why it is "
                    + "refused.",
            "",
            "Exit codes: 0 every example behaves as designed, 1 one does not, 2 wrong usage, 3 no API server to be had."
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
        AdmissionConfiguration configuration =
                ConfigurationLoader.parse(Example.configuration(), "the examples' configuration");
        try (Admission admission = cluster ? inCluster(configuration) : HttpsAdmission.start(configuration)) {
            console.result("Trying " + Example.all().size() + " pods on " + admission.describe() + ".");
            List<Trial> trials = new ArrayList<>();
            for (Example example : Example.all()) {
                Trial trial = Trial.run(admission, example);
                print(trial);
                trials.add(trial);
            }
            console.result("");
            console.result(totals(trials));
            return trials.stream().allMatch(Trial::asDesigned) ? ExitCode.OK : ExitCode.REFUSED;
        }
    }

    private static Admission inCluster(AdmissionConfiguration configuration) {
        try {
            return ClusterAdmission.start(configuration);
        } catch (NoClassDefFoundError e) {
            throw new ClusterUnavailableException(
                    "try --cluster builds an API server with Go, which the container image cannot: use "
                            + "bin/alluxio-admission of a checkout, or try without --cluster",
                    e);
        }
    }

    private void print(Trial trial) {
        boolean admitted = trial.answer().after().isPresent();
        String verdict = admitted
                ? console.paint(Tone.GOOD, "injected")
                : console.paint(Tone.BAD, "refused") + (trial.example().refused() ? ", as it should be" : "");
        console.result("");
        console.result(console.paint(Tone.TITLE, trial.example().name()) + "  " + verdict);
        console.result(console.paint(Tone.QUIET, "  " + trial.example().title()));
        trial.changes().forEach(line -> console.result("  " + paint(line)));
        if (!admitted) {
            console.result("  " + console.paint(Tone.BAD, trial.answer().refusal()));
        }
        trial.answer().warnings().forEach(w -> console.result("  " + console.paint(Tone.CAREFUL, "warning: ") + w));
        if (!trial.asDesigned()) {
            console.result("  " + console.paint(Tone.BAD, "this is not what the example is designed to show"));
        }
    }

    private String paint(Changes.Line line) {
        return switch (line.mark()) {
            case ADDED -> console.paint(Tone.GOOD, line.toString());
            case REMOVED -> console.paint(Tone.BAD, line.toString());
            case CONTEXT, GAP -> console.paint(Tone.QUIET, line.toString());
        };
    }

    private String totals(List<Trial> trials) {
        long injected =
                trials.stream().filter(t -> t.answer().after().isPresent()).count();
        long wrong = trials.stream().filter(t -> !t.asDesigned()).count();
        String text = trials.size() + " pods: " + injected + " injected, " + (trials.size() - injected) + " refused; "
                + (wrong == 0 ? "every one as designed" : wrong + " NOT as designed") + "; the last one took "
                + trials.getLast().took().toMillis() + " ms.";
        return console.paint(wrong == 0 ? Tone.GOOD : Tone.BAD, text);
    }
}
