package alluxio.admission.app.cli;

import alluxio.admission.manifest.ManifestSource;
import java.io.InputStream;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of all commands that read manifests. */
final class ManifestOptions {
    @Option(
            names = {"-f", "--filename"},
            required = true,
            paramLabel = "FILE|DIR|-",
            description = "manifests to read, YAML or JSON; of a folder, its .yaml, .yml and .json files; "
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
            description = "namespace of objects without one (default: ${DEFAULT-VALUE})")
    private String namespace = "default";

    List<ManifestSource> read(InputStream standardInput) {
        return ManifestSource.read(files, recursive, standardInput);
    }

    String namespace() {
        return namespace;
    }
}
