package alluxio.admission.app.manifest;

import alluxio.admission.manifest.Manifests;
import java.util.List;
import java.util.stream.Stream;

/** Warnings about manifests as a whole, one line each. */
final class ManifestWarnings {
    private ManifestWarnings() {}

    static List<String> lines(Manifests manifests) {
        return Stream.concat(manifests.problems().warningLines().stream(), manifests.namespaces().unclear().stream())
                .toList();
    }
}
