package alluxio.admission.app.manifest;

import alluxio.admission.app.validation.Validation;
import alluxio.admission.manifest.AppliedView;
import alluxio.admission.manifest.FieldLines;
import alluxio.admission.manifest.ManifestDocuments;
import alluxio.admission.manifest.ManifestObject;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.manifest.Manifests;
import alluxio.admission.manifest.NamespaceOptIns;
import alluxio.admission.manifest.SourceProblem;
import alluxio.admission.manifest.UnknownFields;
import alluxio.admission.manifest.input.Progress;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.PolicyResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/**
 * Validates every object of some manifests, as the webhook would when they are applied, with all the others as context. An
 * AdmissionReview is validated as the request in it. Thread-safe.
 */
public final class ManifestValidator {

    /**
     * @param line in the source, from 1
     * @param item of the List that holds the object, such as {@code items[3]}; "" where the document is the object
     */
    public record LocatedFinding(Finding finding, int line, String item) {
        /** In a source: {@code 12}, or {@code 12, items[3]}. */
        public String place() {
            return item.isEmpty() ? Integer.toString(line) : line + ", " + item;
        }
    }

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
     * @param warnings about the namespaces among the manifests
     * @param texts what is to be said of the texts
     */
    public record ValidatedManifests(
            List<ObjectResult> results, List<String> undecided, List<String> warnings, Manifests.Problems texts) {
        public ValidatedManifests {
            results = List.copyOf(results);
            undecided = List.copyOf(undecided);
            warnings = List.copyOf(warnings);
        }

        /** Whether there is a result for all that was given. */
        public boolean isComplete() {
            return undecided.isEmpty() && texts.unreadable().isEmpty();
        }

        public boolean refused() {
            return results.stream().anyMatch(result -> result.judgement().isDenied());
        }
    }

    /**
     * How the objects of an input are judged.
     *
     * @param objects judges objects of Kubernetes' own kinds
     * @param pods judges pods that are made from templates of other kinds
     */
    private record InputValidation(Validation objects, Validation pods) {}

    private final KubeYaml yaml;
    private final String defaultNamespace;
    private final InjectionSettings settings;
    private final UnknownFields unknownFields = new UnknownFields();
    private final BiFunction<NamespaceOptIns, ClusterView, InputValidation> validations;

    /** All objects of the input are judged together, and nothing else is seen. */
    public ManifestValidator(
            KubeYaml yaml, AdmissionConfiguration configuration, String defaultNamespace, InstantSource clock) {
        this(yaml, configuration, defaultNamespace, ClusterView.NOTHING, clock);
    }

    /**
     * All objects of the input are judged together.
     *
     * @param cluster to which they are to be applied, as far as it is seen; the injector looks at it, and no rule
     */
    public ManifestValidator(
            KubeYaml yaml,
            AdmissionConfiguration configuration,
            String defaultNamespace,
            ClusterView cluster,
            InstantSource clock) {
        this.yaml = yaml;
        this.defaultNamespace = defaultNamespace;
        this.settings = configuration.injection();
        this.validations = (namespaces, view) -> {
            ClusterView applied = new AppliedView(view, cluster);
            return new InputValidation(
                    Validation.ofInput(configuration, namespaces::optsIn, view, applied, clock),
                    Validation.ofInput(configuration, _ -> false, view, applied, clock));
        };
    }

    /** @param inCluster judges each object as the webhook of a cluster does, whatever else is in the input */
    public ManifestValidator(KubeYaml yaml, InjectionSettings settings, String defaultNamespace, Validation inCluster) {
        this.yaml = yaml;
        this.defaultNamespace = defaultNamespace;
        this.settings = settings;
        this.validations = (_, _) -> new InputValidation(inCluster, inCluster);
    }

    public ValidatedManifests validate(List<ManifestSource> sources, Progress progress) {
        List<ManifestQuestion> questions = new ArrayList<>();
        List<ObjectNode> seen = new ArrayList<>();
        NamespaceOptIns namespaces = new NamespaceOptIns();
        Manifests.Problems texts = Manifests.Problems.none();
        for (ManifestSource source : sources) {
            progress.at("reading objects", questions.size(), 0);
            ManifestDocuments read = ManifestDocuments.read(yaml, source);
            texts.add(read);
            for (KubeYaml.Document document : read.documents()) {
                namespaces.read(document.content());
                for (ManifestObject located :
                        ManifestObject.of(document.content()).toList()) {
                    try {
                        ManifestQuestion question = ManifestQuestion.of(located, source, document, defaultNamespace);
                        questions.add(question);
                        if (!question.isReview()) {
                            seen.add(located.object());
                        }
                    } catch (BadDocumentException e) {
                        texts.unreadable().add(e.problem());
                    }
                }
            }
        }
        return judge(questions, seen, namespaces, texts, progress);
    }

    private ValidatedManifests judge(
            List<ManifestQuestion> questions,
            List<ObjectNode> seen,
            NamespaceOptIns namespaces,
            Manifests.Problems texts,
            Progress progress) {
        ClusterView view = new ManifestView(seen, defaultNamespace);
        InputValidation validation = validations.apply(namespaces, view);
        TemplateValidation templates = new TemplateValidation(validation.pods());
        ManifestKeyCheck keys = new ManifestKeyCheck(settings, namespaces, defaultNamespace);
        FieldLines lines = new FieldLines(yaml);
        List<ObjectResult> results = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        for (ManifestQuestion question : questions) {
            progress.at("judging objects", results.size() + undecided.size(), questions.size());
            AdmissionRequest review = question.review();
            texts.warnings().addAll(unknownFields(question, lines));
            try {
                PolicyResult judgement = question.isCustom()
                        ? templates.judge(review.object().orElseThrow(), review.namespace())
                        : validation.objects().judge(review);
                results.add(question.result(withKeys(review, judgement, keys), lines));
            } catch (BudgetExceededException e) {
                undecided.add(UndecidedMessage.line(question.source().name(), question.object(), e));
            }
        }
        return new ValidatedManifests(results, undecided, List.copyOf(namespaces.unclear()), texts);
    }

    /** An API server has dropped those of a request that it sent. */
    private List<SourceProblem> unknownFields(ManifestQuestion question, FieldLines lines) {
        AdmissionRequest review = question.review();
        return review.uid().isEmpty()
                ? review.object().map(unknownFields::of).orElse(List.of()).stream()
                        .map(field -> new SourceProblem(
                                question.source().name(),
                                lines.line(question.source(), question.document(), question.place(), field.path()),
                                1,
                                field.message()))
                        .toList()
                : List.of();
    }

    /** A request that an API server sent is judged as the webhook does: the policy about keys has seen it there. */
    private static PolicyResult withKeys(AdmissionRequest review, PolicyResult judgement, ManifestKeyCheck keys) {
        return review.uid().isEmpty()
                ? ManifestKeyCheck.with(
                        judgement, review.object().map(keys::check).orElse(List.of()))
                : judgement;
    }

    static String object(String kind, String namespace, String name) {
        return kind + " " + namespace + "/" + (name.isEmpty() ? "(no name)" : name);
    }
}
