package alluxio.admission.app.manifest;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.Manifests;
import alluxio.admission.manifest.NamespaceOptIns;
import alluxio.admission.manifest.input.Progress;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.BudgetExceededException;
import java.util.ArrayList;
import java.util.List;

/** Injects into every pod of some manifests, as the webhook would when they are applied. Thread-safe. */
public final class ManifestInjector {
    /** The decision for one pod. */
    public record PodDecision(String source, ManifestPod site, String object, Decision decision) {}

    /**
     * @param documents everything that was read, in order, with the patches applied
     * @param warnings about the manifests as a whole
     */
    public record InjectedManifests(
            List<KubeYaml.Document> documents, List<PodDecision> results, List<String> warnings) {
        public boolean refused() {
            return results.stream().anyMatch(result -> result.decision() instanceof Decision.Refused);
        }
    }

    private final KubeYaml yaml;
    private final Injector injector;
    private final String defaultNamespace;

    public ManifestInjector(KubeYaml yaml, Injector injector, String defaultNamespace) {
        this.yaml = yaml;
        this.injector = injector;
        this.defaultNamespace = defaultNamespace;
    }

    public InjectedManifests inject(List<ManifestSource> sources, Progress progress) {
        Manifests manifests = Manifests.read(yaml, sources, progress);
        List<PodDecision> results = new ArrayList<>();
        for (Manifests.LocatedPod pod : manifests.pods()) {
            progress.at("deciding on pods", results.size(), manifests.pods().size());
            results.add(decide(pod, manifests.namespaces()));
        }
        return new InjectedManifests(
                manifests.documents(),
                List.copyOf(results),
                List.copyOf(manifests.namespaces().unclear()));
    }

    private PodDecision decide(Manifests.LocatedPod located, NamespaceOptIns namespaces) {
        ManifestPod site = located.site();
        String namespace = site.namespace(defaultNamespace);
        String object = site.describe(defaultNamespace);
        try {
            Decision decision =
                    injector.decide(new InjectionRequest(site.pod(), namespace, namespaces.optsIn(namespace)));
            PodPatching.apply(site.pod(), decision.patch());
            return new PodDecision(located.source(), site, object, decision);
        } catch (BudgetExceededException e) {
            // Nothing is written unless all pods are decided on.
            throw new UnreadableException(UndecidedMessage.line(located.source(), object, e));
        }
    }
}
