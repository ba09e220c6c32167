package alluxio.admission.app.manifest;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.keys.KeyMistake;
import alluxio.admission.manifest.FieldLines;
import alluxio.admission.manifest.KindAdvice;
import alluxio.admission.manifest.ManifestObject;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.manifest.Manifests;
import alluxio.admission.manifest.NamespaceOptIns;
import alluxio.admission.manifest.input.Progress;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.Budget;
import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.kube.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Injects into every pod of some manifests, as the webhook would when they are applied. Thread-safe. */
public final class ManifestInjector {
    /**
     * The decision for one pod.
     *
     * @param source as the user named it
     * @param object such as {@code Deployment default/web}
     * @param notWritten why its patch is not applied, and what to do; "" where it is
     * @param missed whether it is a pod of a cluster that was created without the injection which it would get now
     */
    public record PodDecision(
            String source, ManifestPod site, String object, Decision decision, String notWritten, boolean missed) {
        /** The same with another explanation. */
        PodDecision withDecision(Decision explained) {
            return new PodDecision(source, site, object, explained, notWritten, missed);
        }
    }

    /**
     * @param documents everything that was read, in order, with the patches applied
     * @param warnings about the manifests as a whole
     * @param others lines about objects that have parts of pods only
     * @param misplacedKeys lines about labels and annotations that have no effect
     * @param unreadable lines about what cannot be read
     */
    public record InjectedManifests(
            List<KubeYaml.Document> documents,
            List<PodDecision> results,
            List<String> warnings,
            List<String> others,
            List<String> misplacedKeys,
            List<String> unreadable) {
        /** The same with other explanations of the decisions. */
        public InjectedManifests withResults(List<PodDecision> explained) {
            return new InjectedManifests(documents, explained, warnings, others, misplacedKeys, unreadable);
        }

        public boolean refused() {
            return results.stream().anyMatch(result -> result.decision() instanceof Decision.Refused);
        }
    }

    private final KubeYaml yaml;
    private final Injector injector;
    private final InjectionSettings settings;
    private final String defaultNamespace;
    private final UnaryOperator<ClusterView> seen;
    private final Predicate<String> namespaceOptsIn;

    /** Sees nothing but the input. */
    public ManifestInjector(KubeYaml yaml, AdmissionConfiguration configuration, String defaultNamespace) {
        this(yaml, configuration, defaultNamespace, UnaryOperator.identity(), _ -> false);
    }

    /**
     * Injects for a cluster.
     *
     * @param seen what is seen, given the objects of the input
     * @param namespaceOptsIn whether a namespace opts in that is not in the input
     */
    public ManifestInjector(
            KubeYaml yaml,
            AdmissionConfiguration configuration,
            String defaultNamespace,
            UnaryOperator<ClusterView> seen,
            Predicate<String> namespaceOptsIn) {
        this.yaml = yaml;
        this.injector = new Injector(configuration);
        this.settings = configuration.injection();
        this.defaultNamespace = defaultNamespace;
        this.seen = seen;
        this.namespaceOptsIn = namespaceOptsIn;
    }

    public InjectedManifests inject(List<ManifestSource> sources, Progress progress) {
        Manifests manifests = Manifests.read(yaml, sources, progress);
        List<String> misplacedKeys = misplacedKeys(manifests);
        ClusterView view = seen.apply(ManifestView.of(manifests.documents(), defaultNamespace));
        List<PodDecision> results = new ArrayList<>();
        for (Manifests.LocatedPod pod : manifests.pods()) {
            progress.at("deciding on pods", results.size(), manifests.pods().size());
            results.add(decide(pod, manifests.namespaces(), view));
        }
        // Only now: what is decided on rests on the manifests as they were given.
        results.stream()
                .filter(result -> result.notWritten().isEmpty())
                .forEach(result ->
                        PodPatching.apply(result.site().pod(), result.decision().patch()));
        return new InjectedManifests(
                manifests.documents(),
                List.copyOf(results),
                ManifestWarnings.lines(manifests),
                manifests.others().stream()
                        .map(other -> other.source() + ": "
                                + other.describe(defaultNamespace) + ": not injected: "
                                + other.advice())
                        .toList(),
                misplacedKeys,
                manifests.problems().unreadableLines());
    }

    private List<String> misplacedKeys(Manifests manifests) {
        ManifestKeyCheck check = new ManifestKeyCheck(settings, manifests.namespaces(), defaultNamespace);
        FieldLines lines = new FieldLines(yaml);
        List<String> found = new ArrayList<>();
        for (Manifests.LocatedObject located : manifests.objects()) {
            ManifestObject object = located.object();
            for (KeyMistake mistake : check.check(object.object())) {
                int line = lines.line(located.source(), located.document(), object.path(), mistake.path());
                found.add(located.source().name() + ":" + line + ": "
                        + ManifestObject.describe(object.object(), defaultNamespace) + ": " + mistake.message());
            }
        }
        return found;
    }

    private PodDecision decide(Manifests.LocatedPod located, NamespaceOptIns namespaces, ClusterView view) {
        ManifestPod site = located.site();
        String namespace = site.namespace(defaultNamespace);
        String object = located.describe(defaultNamespace);
        try {
            Decision decision = decide(site, namespace, optsIn(namespaces, namespace), view);
            String notWritten = decision.patch().isEmpty()
                    ? ""
                    : KindAdvice.notWritten(site).orElse("");
            boolean missed = decision instanceof Decision.Injected && runsWithoutInjection(site);
            return new PodDecision(located.source(), site, object, decision, notWritten, missed);
        } catch (BudgetExceededException e) {
            // Nothing is written unless all pods are decided on.
            throw new UnreadableException(UndecidedMessage.line(located.source(), object, e));
        }
    }

    /**
     * A namespace's label reaches only what certainly becomes a pod in it. Something with the shape of a template may be kept
     * for another namespace, or for none; the webhook sees the pods that come of it.
     */
    private Decision decide(ManifestPod site, String namespace, boolean namespaceOptedIn, ClusterView view) {
        Optional<String> undecidable = isLabelled(site) ? KindAdvice.undecidable(site) : Optional.empty();
        if (undecidable.isPresent()) {
            return new Decision.NotOptedIn(undecidable.get());
        }
        if (site.byShape() && namespaceOptedIn && !isLabelled(site)) {
            return new Decision.NotOptedIn(
                    "the label of a namespace does not reach a template of this kind; the webhook injects the pods that are"
                            + " created from it in namespace " + namespace,
                    "to inject it here, set the label " + Keys.INJECT + ": \"true\" in "
                            + site.field("metadata.labels"));
        }
        return injector.decide(
                new InjectionRequest(site.pod(), namespace, namespaceOptedIn && !site.byShape()),
                view,
                Budget.ofDecision());
    }

    /** An API server gave it its uid. */
    private static boolean runsWithoutInjection(ManifestPod site) {
        JsonNode metadata = site.pod().path("metadata");
        return site.path().segments().isEmpty()
                && !JsonNodes.text(metadata, "uid").isEmpty()
                && !metadata.path("annotations").has(Keys.STATUS);
    }

    private boolean optsIn(NamespaceOptIns namespaces, String namespace) {
        return namespaces.knows(namespace) ? namespaces.optsIn(namespace) : namespaceOptsIn.test(namespace);
    }

    private static boolean isLabelled(ManifestPod site) {
        return site.pod().path("metadata").path("labels").has(Keys.INJECT);
    }
}
