package alluxio.admission.app.manifest;

import alluxio.admission.manifest.Manifests;
import alluxio.admission.manifest.SourceProblem;
import java.util.List;
import java.util.stream.Stream;

/** Warnings about manifests as a whole, one line each. */
final class ManifestWarnings {
    private ManifestWarnings() {}

    static List<String> lines(Manifests manifests) {
        return Stream.concat(
                        manifests.problems().warnings().stream().map(SourceProblem::toString),
                        manifests.namespaces().unclear().stream())
                .toList();
    }
}
