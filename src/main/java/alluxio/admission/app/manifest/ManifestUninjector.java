package alluxio.admission.app.manifest;

import alluxio.admission.injector.Removal;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.Manifests;
import alluxio.admission.manifest.PodSite;
import alluxio.admission.manifest.input.Progress;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.BudgetExceededException;
import java.util.ArrayList;
import java.util.List;

/** Takes the injection out of every pod of some manifests. Thread-safe. */
public final class ManifestUninjector {
    /** What was taken out of one pod. */
    public record Result(String source, PodSite site, String object, Removal removal) {}

    /** @param documents everything that was read, in order, with the patches applied */
    public record Outcome(List<KubeYaml.Document> documents, List<Result> results) {}

    private final KubeYaml yaml;
    private final Uninjector uninjector;
    private final String defaultNamespace;

    public ManifestUninjector(KubeYaml yaml, Uninjector uninjector, String defaultNamespace) {
        this.yaml = yaml;
        this.uninjector = uninjector;
        this.defaultNamespace = defaultNamespace;
    }

    public Outcome uninject(List<ManifestSource> sources, Progress progress) {
        Manifests manifests = Manifests.read(yaml, sources, progress);
        List<Result> results = new ArrayList<>();
        for (Manifests.Located pod : manifests.pods()) {
            progress.at("taking out of pods", results.size(), manifests.pods().size());
            results.add(remove(pod));
        }
        return new Outcome(manifests.documents(), List.copyOf(results));
    }

    private Result remove(Manifests.Located located) {
        PodSite site = located.site();
        String object = site.describe(defaultNamespace);
        try {
            Removal removal = uninjector.remove(site.pod());
            PodPatching.apply(site.pod(), removal.patch());
            return new Result(located.source(), site, object, removal);
        } catch (BudgetExceededException e) {
            // Nothing is written unless all pods are decided on.
            throw new UnreadableException(located.source() + ": " + object + ": " + e.getMessage());
        }
    }
}
