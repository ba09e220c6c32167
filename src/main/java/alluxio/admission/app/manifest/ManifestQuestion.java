package alluxio.admission.app.manifest;

import alluxio.admission.app.manifest.ManifestValidator.LocatedFinding;
import alluxio.admission.app.manifest.ManifestValidator.ObjectResult;
import alluxio.admission.manifest.FieldLines;
import alluxio.admission.manifest.ManifestObject;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.KubernetesKinds;
import alluxio.admission.policy.PolicyResult;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object of some manifests as the request that is judged.
 *
 * @param place of the object in the document
 * @param item of the List that holds the object, such as {@code items[3]}; "" where the document is the object
 * @param isReview whether the document is an AdmissionReview
 */
record ManifestQuestion(
        ManifestSource source,
        KubeYaml.Document document,
        FieldPath place,
        String item,
        boolean isReview,
        AdmissionRequest review) {

    static ManifestQuestion of(
            ManifestObject located, ManifestSource source, KubeYaml.Document document, String defaultNamespace)
            throws BadDocumentException {
        ObjectNode object = located.object();
        String item = located.path().toString();
        Optional<AdmissionRequest> asked = ReviewDocument.read(object, source, document);
        if (asked.isPresent()) {
            String member = asked.get().object().isPresent() ? "object" : "oldObject";
            FieldPath place = located.path()
                    .then(new FieldPath.Segment.Member("request"))
                    .then(new FieldPath.Segment.Member(member));
            return new ManifestQuestion(source, document, place, item, true, asked.get());
        }
        String namespace = ManifestObject.namespace(object, defaultNamespace);
        return new ManifestQuestion(
                source, document, located.path(), item, false, AdmissionRequest.create(object, namespace));
    }

    /** Whether the object is none of Kubernetes' own kinds, and not sent by an API server. */
    boolean isCustom() {
        return review.uid().isEmpty()
                && !KubernetesKinds.contains(review.target().kind());
    }

    /** For messages: {@code Deployment default/web}. */
    String object() {
        return ManifestValidator.object(review.kind(), review.namespace(), name());
    }

    ObjectResult result(PolicyResult judgement, FieldLines lines) {
        return new ObjectResult(
                source.name(),
                review.kind(),
                review.namespace(),
                name(),
                judgement,
                judgement.findings().stream()
                        .map(f -> new LocatedFinding(f, lines.line(source, document, place, f.path()), item))
                        .toList());
    }

    private String name() {
        return ManifestObject.name(review.object().or(review::oldObject).orElseThrow());
    }
}
