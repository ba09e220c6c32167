package alluxio.admission.app.manifest;

import alluxio.admission.app.validation.Validation;
import alluxio.admission.app.yaml.KubeYaml;
import alluxio.admission.model.AdmissionConfiguration;
import alluxio.admission.policy.Judgement;
import alluxio.admission.policy.Review;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges every object of some manifests, as the webhook would when they are applied, with all of them in sight. An
 * AdmissionReview is judged as what it asks. Thread-safe.
 */
public final class ManifestValidator {
    /**
     * @param source as the user named it
     * @param namespace of the object
     */
    public record Result(String source, int line, String kind, String namespace, String name, Judgement judgement) {
        /** For messages: {@code Deployment default/web}. */
        public String object() {
            return kind + " " + namespace + "/" + (name.isEmpty() ? "(no name)" : name);
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

    private record Question(String source, int line, Review review) {}

    public List<Result> validate(List<ManifestSource> sources) {
        List<Question> questions = new ArrayList<>();
        List<ObjectNode> seen = new ArrayList<>();
        NamespaceLabels namespaces = new NamespaceLabels();
        for (ManifestSource source : sources) {
            for (KubeYaml.Document document : Manifests.documents(yaml, source)) {
                namespaces.read(document.content());
                PodSite.objects(document.content()).forEach(object -> {
                    ReviewDocument.read(object, source, document)
                            .ifPresentOrElse(
                                    review -> questions.add(new Question(source.name(), document.line(), review)),
                                    () -> {
                                        seen.add(object);
                                        questions.add(new Question(
                                                source.name(),
                                                document.line(),
                                                Review.create(object, namespace(object))));
                                    });
                });
            }
        }
        Validation validation =
                new Validation(configuration, namespaces::optsIn, new ManifestView(seen, defaultNamespace), clock);
        return questions.stream().map(q -> judge(validation, q)).toList();
    }

    private String namespace(ObjectNode object) {
        String own = object.path("metadata").path("namespace").stringValue("");
        return own.isEmpty() ? defaultNamespace : own;
    }

    private static Result judge(Validation validation, Question question) {
        Review review = question.review();
        ObjectNode object = review.object().or(review::oldObject).orElseThrow();
        var metadata = object.path("metadata");
        String name = metadata.path("name").stringValue("");
        return new Result(
                question.source(),
                question.line(),
                review.kind(),
                review.namespace(),
                name.isEmpty() ? metadata.path("generateName").stringValue("") : name,
                validation.judge(review));
    }
}
