package alluxio.admission.app.manifest;

import alluxio.admission.app.yaml.KubeYaml;
import alluxio.admission.app.yaml.UnreadableException;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.JsonPatch;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides on every pod of some manifests, as the webhook would when they are applied. Thread-safe. */
public final class ManifestInjector {
    /** What was decided on one pod. */
    public record Result(String source, PodSite site, String object, Decision decision) {}

    /**
     * @param documents everything that was read, in order, with the patches applied
     * @param warnings about the manifests as a whole
     */
    public record Outcome(List<KubeYaml.Document> documents, List<Result> results, List<String> warnings) {
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

    /** Reads all sources before it decides on any pod, as a Namespace may come after its pods. */
    public Outcome inject(List<ManifestSource> sources) {
        NamespaceLabels namespaces = new NamespaceLabels();
        List<KubeYaml.Document> documents = new ArrayList<>();
        List<String> origins = new ArrayList<>();
        for (ManifestSource source : sources) {
            for (KubeYaml.Document document : yaml.read(source.text(), source.name())) {
                requireObject(source, document);
                namespaces.read(document.content());
                documents.add(document);
                origins.add(source.name());
            }
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            for (PodSite site : PodSite.of(documents.get(i).content())) {
                results.add(decide(origins.get(i), site, namespaces));
            }
        }
        return new Outcome(documents, results, List.copyOf(namespaces.unclear()));
    }

    private Result decide(String source, PodSite site, NamespaceLabels namespaces) {
        String namespace = site.namespace(defaultNamespace);
        Decision decision = injector.decide(new InjectionRequest(site.pod(), namespace, namespaces.optsIn(namespace)));
        apply(site.pod(), decision.patch());
        return new Result(source, site, site.describe(defaultNamespace), decision);
    }

    private static void apply(ObjectNode pod, JsonPatch patch) {
        if (!patch.isEmpty()) {
            JsonNode patched = io.fabric8.zjsonpatch.JsonPatch.apply(patch.toJson(), pod);
            pod.removeAll();
            pod.setAll((ObjectNode) patched);
        }
    }

    private static void requireObject(ManifestSource source, KubeYaml.Document document) {
        if (!document.content().isObject()) {
            throw new UnreadableException(source.name() + ": document " + (document.index() + 1) + ", line "
                    + document.line() + ": a Kubernetes object is needed here, with apiVersion and kind");
        }
    }
}
