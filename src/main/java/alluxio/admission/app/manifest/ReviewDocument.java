package alluxio.admission.app.manifest;

import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.SourceProblem;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A whole AdmissionReview as a document: the only way to submit an update with its old object, or a deletion. */
final class ReviewDocument {
    private ReviewDocument() {}

    /** Empty when the object is no AdmissionReview. What an API server sends has no key twice, so that is an error here. */
    static Optional<AdmissionRequest> read(ObjectNode object, ManifestSource source, KubeYaml.Document document)
            throws BadDocumentException {
        if (!object.path("kind").stringValue("").equals("AdmissionReview")) {
            return Optional.empty();
        }
        if (!document.duplicates().isEmpty()) {
            throw bad(source, document, "a bad AdmissionReview: a key is there twice");
        }
        try {
            AdmissionRequest request =
                    new AdmissionReviewCodec().decode(JsonMapper.shared().writeValueAsBytes(object));
            if (!isJudged(request)) {
                throw bad(source, document, "an AdmissionReview that creates, updates or deletes an object is needed");
            }
            return Optional.of(request);
        } catch (BadReviewException e) {
            throw bad(source, document, "a bad AdmissionReview: " + e.getMessage());
        }
    }

    private static BadDocumentException bad(ManifestSource source, KubeYaml.Document document, String reason) {
        String message = "document " + (document.index() + 1) + ": " + reason;
        return new BadDocumentException(new SourceProblem(source.name(), document.line(), 1, message));
    }

    private static boolean isJudged(AdmissionRequest request) {
        return switch (request.operation()) {
            case CREATE, UPDATE, DELETE ->
                request.object().or(request::oldObject).isPresent();
            case CONNECT, OTHER -> false;
        };
    }
}
