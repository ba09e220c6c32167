package alluxio.admission.app.manifest;

import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.input.UnreadableException;
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

    /** Empty when the object is no AdmissionReview. */
    static Optional<AdmissionRequest> read(ObjectNode object, ManifestSource source, KubeYaml.Document document) {
        if (!object.path("kind").stringValue("").equals("AdmissionReview")) {
            return Optional.empty();
        }
        String place = source.name() + ": document " + (document.index() + 1) + ", line " + document.line() + ": ";
        try {
            AdmissionRequest request =
                    new AdmissionReviewCodec().decode(JsonMapper.shared().writeValueAsBytes(object));
            if (!isJudged(request)) {
                throw new UnreadableException(
                        place + "an AdmissionReview that creates, updates or deletes an object is needed");
            }
            return Optional.of(request);
        } catch (BadReviewException e) {
            throw new UnreadableException(place + "a bad AdmissionReview: " + e.getMessage());
        }
    }

    private static boolean isJudged(AdmissionRequest request) {
        return switch (request.operation()) {
            case CREATE, UPDATE, DELETE ->
                request.object().or(request::oldObject).isPresent();
            case CONNECT, OTHER -> false;
        };
    }
}
