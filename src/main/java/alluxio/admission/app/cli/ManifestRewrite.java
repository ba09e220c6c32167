package alluxio.admission.app.cli;

import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.yaml.KubeYaml.Document;
import alluxio.admission.model.view.MessageText;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands have in common that read manifests and write them changed: nothing is written when a pod is refused. */
final class ManifestRewrite {
    @Mixin
    private final ManifestFileOptions manifests = new ManifestFileOptions();

    @Option(
            names = {"-q", "--quiet"},
            description = "report refusals only")
    private boolean quiet;

    /** @param command that reads them, for messages */
    List<ManifestSource> read(Console console, String command) {
        return manifests.read(console, command);
    }

    String namespace() {
        return manifests.namespace();
    }

    /**
     * Reports, then writes; the exit code.
     *
     * @param name of the object, such as {@code Deployment default/web}
     * @param documents everything, with the changes
     */
    <R> int finish(
            Console console,
            List<R> results,
            Predicate<R> refused,
            Function<R, String> name,
            Consumer<R> report,
            List<Document> documents) {
        results.stream().filter(result -> !quiet || refused.test(result)).forEach(report);
        if (results.stream().anyMatch(refused)) {
            List<String> names =
                    results.stream().filter(refused).map(name).distinct().toList();
            console.report("nothing was written, because " + (names.size() == 1 ? "an object is" : "objects are")
                    + " refused: " + MessageText.list(names));
            return ExitCode.REFUSED;
        }
        console.data(ManifestText.of(documents));
        return ExitCode.OK;
    }
}
