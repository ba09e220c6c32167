package alluxio.admission.app.manifest;

import alluxio.admission.injector.Removal;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.Manifests;
import alluxio.admission.manifest.input.Progress;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.BudgetExceededException;
import java.util.ArrayList;
import java.util.List;

/** Removes the injection from every pod of some manifests. Thread-safe. */
public final class ManifestUninjector {
    /** What was removed from one pod. */
    public record PodRemoval(String source, ManifestPod site, String object, Removal removal) {}

    /**
     * @param documents everything that was read, in order, with the patches applied
     * @param warnings about the manifests as a whole
     * @param unreadable lines about what cannot be read
     */
    public record UninjectedManifests(
            List<KubeYaml.Document> documents,
            List<PodRemoval> results,
            List<String> warnings,
            List<String> unreadable) {}

    private final KubeYaml yaml;
    private final Uninjector uninjector;
    private final String defaultNamespace;

    public ManifestUninjector(KubeYaml yaml, Uninjector uninjector, String defaultNamespace) {
        this.yaml = yaml;
        this.uninjector = uninjector;
        this.defaultNamespace = defaultNamespace;
    }

    public UninjectedManifests uninject(List<ManifestSource> sources, Progress progress) {
        Manifests manifests = Manifests.read(yaml, sources, progress);
        List<PodRemoval> results = new ArrayList<>();
        for (Manifests.LocatedPod pod : manifests.pods()) {
            progress.at("taking out of pods", results.size(), manifests.pods().size());
            results.add(remove(pod));
        }
        return new UninjectedManifests(
                manifests.documents(),
                List.copyOf(results),
                manifests.problems().warningLines(),
                manifests.problems().unreadableLines());
    }

    private PodRemoval remove(Manifests.LocatedPod located) {
        ManifestPod site = located.site();
        String object = located.describe(defaultNamespace);
        try {
            Removal removal = uninjector.remove(site.pod());
            PodPatching.apply(site.pod(), removal.patch());
            return new PodRemoval(located.source(), site, object, removal);
        } catch (BudgetExceededException e) {
            // Nothing is written unless all pods are decided on.
            throw new UnreadableException(located.source() + ": " + object + ": " + e.getMessage());
        }
    }
}
