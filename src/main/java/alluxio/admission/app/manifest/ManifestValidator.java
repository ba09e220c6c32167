package alluxio.admission.app.manifest;

import alluxio.admission.app.validation.Validation;
import alluxio.admission.manifest.FieldLines;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.manifest.Manifests;
import alluxio.admission.manifest.NamespaceOptIns;
import alluxio.admission.manifest.input.Progress;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.PolicyResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Validates every object of some manifests, as the webhook would when they are applied, with all the others as context. An
 * AdmissionReview is validated as the request in it. Thread-safe.
 */
public final class ManifestValidator {

    /** @param line in the source, from 1 */
    public record LocatedFinding(Finding finding, int line) {}

    /**
     * The result for one object.
     *
     * @param source as the user named it
     * @param name its own, or what it is to be generated from; "" when there is neither
     * @param findings those of the judgement, in its order, with their places
     */
    public record ObjectResult(
            String source,
            String kind,
            String namespace,
            String name,
            PolicyResult judgement,
            List<LocatedFinding> findings) {
        public ObjectResult {
            findings = List.copyOf(findings);
        }

        /** For messages: {@code Deployment default/web}. */
        public String object() {
            return ManifestValidator.object(kind, namespace, name);
        }
    }

    /**
     * @param results in the order of the objects
     * @param undecided lines about objects that take more work than a decision may, which have no result
     * @param warnings about the manifests as a whole
     */
    public record ValidatedManifests(List<ObjectResult> results, List<String> undecided, List<String> warnings) {
        public ValidatedManifests {
            results = List.copyOf(results);
            undecided = List.copyOf(undecided);
            warnings = List.copyOf(warnings);
        }

        public boolean refused() {
            return results.stream().anyMatch(result -> result.judgement().isDenied());
        }
    }

    private final KubeYaml yaml;
    private final AdmissionConfiguration configuration;
    private final String defaultNamespace;
    private final InstantSource clock;

    public ManifestValidator(
            KubeYaml yaml, AdmissionConfiguration configuration, String defaultNamespace, InstantSource clock) {
        this.yaml = yaml;
        this.configuration = configuration;
        this.defaultNamespace = defaultNamespace;
        this.clock = clock;
    }

    /** @param whole whether the document is this object: not an item of a List, not an AdmissionReview */
    private record Question(
            ManifestSource source, KubeYaml.Document document, AdmissionRequest review, boolean whole) {}

    public ValidatedManifests validate(List<ManifestSource> sources, Progress progress) {
        List<Question> questions = new ArrayList<>();
        List<ObjectNode> seen = new ArrayList<>();
        NamespaceOptIns namespaces = new NamespaceOptIns();
        for (ManifestSource source : sources) {
            progress.at("reading objects", questions.size(), 0);
            for (KubeYaml.Document document : Manifests.documents(yaml, source)) {
                namespaces.read(document.content());
                ManifestPod.objects(document.content()).forEach(object -> {
                    Optional<AdmissionRequest> asked = ReviewDocument.read(object, source, document);
                    if (asked.isEmpty()) {
                        seen.add(object);
                    }
                    AdmissionRequest review = asked.orElseGet(() -> AdmissionRequest.create(object, namespace(object)));
                    boolean whole = asked.isEmpty() && isSame(object, document.content());
                    questions.add(new Question(source, document, review, whole));
                });
            }
        }
        Validation validation =
                Validation.ofInput(configuration, namespaces::optsIn, new ManifestView(seen, defaultNamespace), clock);
        FieldLines lines = new FieldLines(yaml);
        List<ObjectResult> results = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        for (Question question : questions) {
            progress.at("judging objects", results.size() + undecided.size(), questions.size());
            try {
                results.add(judge(validation, question, lines));
            } catch (BudgetExceededException e) {
                undecided.add(UndecidedMessage.line(question.source().name(), object(question.review()), e));
            }
        }
        return new ValidatedManifests(results, undecided, List.copyOf(namespaces.unclear()));
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(JsonNode one, JsonNode other) {
        return one == other;
    }

    private String namespace(ObjectNode object) {
        String own = object.path("metadata").path("namespace").stringValue("");
        return own.isEmpty() ? defaultNamespace : own;
    }

    private static ObjectResult judge(Validation validation, Question question, FieldLines lines) {
        AdmissionRequest review = question.review();
        PolicyResult judgement = validation.judge(review);
        return new ObjectResult(
                question.source().name(),
                review.kind(),
                review.namespace(),
                name(review),
                judgement,
                judgement.findings().stream()
                        .map(f -> new LocatedFinding(
                                f, lines.line(question.source(), question.document(), question.whole(), f.path())))
                        .toList());
    }

    private static String name(AdmissionRequest review) {
        JsonNode metadata = review.object().or(review::oldObject).orElseThrow().path("metadata");
        String name = metadata.path("name").stringValue("");
        return name.isEmpty() ? metadata.path("generateName").stringValue("") : name;
    }

    private static String object(AdmissionRequest review) {
        return object(review.kind(), review.namespace(), name(review));
    }

    private static String object(String kind, String namespace, String name) {
        return kind + " " + namespace + "/" + (name.isEmpty() ? "(no name)" : name);
    }
}
