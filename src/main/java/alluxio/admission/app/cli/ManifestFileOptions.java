package alluxio.admission.app.cli;

import java.util.List;
import picocli.CommandLine.Parameters;

/** Manifests in files. */
final class ManifestFileOptions extends ManifestOptions {
    @Parameters(
            paramLabel = "FILE|DIR|-",
            arity = "0..*",
            description =
                    "the same as -f; at least one of them must have objects, as a shell may have made them of a pattern")
    private List<String> parameters = List.of();

    @Override
    List<String> parameters() {
        return parameters;
    }
}
