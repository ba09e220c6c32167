package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestInjector;
import alluxio.admission.app.manifest.ManifestInjector.Outcome;
import alluxio.admission.app.manifest.ManifestSource;
import alluxio.admission.app.yaml.KubeYaml;
import alluxio.admission.app.yaml.KubeYaml.Document;
import alluxio.admission.app.yaml.KubeYaml.Format;
import alluxio.admission.app.yaml.KubeYamlWriter;
import alluxio.admission.app.yaml.UnreadableException;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Injector;
import java.util.List;
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

    @Option(
            names = {"-f", "--filename"},
            required = true,
            paramLabel = "FILE|DIR|-",
            description = "manifests to read, YAML or JSON; a folder stands for its .yaml, .yml and .json files; "
                    + "may be repeated")
    private List<String> files = List.of();

    @Option(
            names = {"-R", "--recursive"},
            description = "also read the folders below a folder")
    private boolean recursive;

    @Option(
            names = {"-n", "--namespace"},
            defaultValue = "default",
            paramLabel = "NAME",
            description = "namespace of objects that name none (default: ${DEFAULT-VALUE})")
    private String namespace = "default";

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
                new ManifestInjector(new KubeYaml(), new Injector(common.configuration()), namespace);
        Outcome outcome = injector.inject(ManifestSource.read(files, recursive, console.in()));
        DecisionReport report = new DecisionReport(console);
        outcome.warnings().forEach(warning -> console.err().println(warning));
        outcome.results().stream()
                .filter(result -> !quiet || result.decision() instanceof Decision.Refused)
                .forEach(report::print);
        if (outcome.refused()) {
            console.err().println("nothing was written, because a pod is refused");
            return ExitCode.REFUSED;
        }
        console.out().print(text(outcome.documents()));
        console.out().flush();
        return ExitCode.OK;
    }

    private static String text(List<Document> documents) {
        try {
            return render(documents);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("the input has a value that cannot be written: " + e.getMessage());
        }
    }

    /** Each document in the format it came in; a single JSON document stays plain JSON. */
    private static String render(List<Document> documents) {
        KubeYamlWriter writer = new KubeYamlWriter();
        Format first = documents.isEmpty() ? Format.YAML : documents.getFirst().format();
        if (documents.stream().allMatch(document -> document.format() == first)) {
            return writer.writeAll(documents.stream().map(Document::content).toList(), first);
        }
        StringBuilder text = new StringBuilder();
        for (Document document : documents) {
            text.append(text.isEmpty() ? "" : "---\n").append(writer.write(document.content(), document.format()));
        }
        return text.toString();
    }
}
