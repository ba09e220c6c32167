package alluxio.admission.app.cli;

import java.util.List;
import picocli.CommandLine.Parameters;

/** Manifests in files, and objects of a cluster by their names. */
final class NamedManifestOptions extends ManifestOptions {
    @Parameters(
            paramLabel = "TYPE/NAME|FILE|DIR|-",
            arity = "0..*",
            description = "an object of the cluster of the kubeconfig, such as pod/web; or the same as -f")
    private List<String> parameters = List.of();

    @Override
    List<String> parameters() {
        return parameters;
    }
}
