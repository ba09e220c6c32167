package alluxio.admission.app.manifest;

import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.policy.Review;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import alluxio.admission.webhook.review.Reviews;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A whole AdmissionReview as a document: an update with its old object, or a deletion, can be asked no other way. */
final class ReviewDocument {
    private ReviewDocument() {}

    /** Empty when the object is no AdmissionReview. */
    static Optional<Review> read(ObjectNode object, ManifestSource source, KubeYaml.Document document) {
        if (!object.path("kind").stringValue("").equals("AdmissionReview")) {
            return Optional.empty();
        }
        String place = source.name() + ": document " + (document.index() + 1) + ", line " + document.line() + ": ";
        try {
            return Optional.of(Reviews.of(new AdmissionReviewCodec()
                            .decode(JsonMapper.shared().writeValueAsBytes(object)))
                    .filter(review -> review.object().or(review::oldObject).isPresent())
                    .orElseThrow(() -> new UnreadableException(
                            place + "an AdmissionReview that creates, updates or deletes an object is needed")));
        } catch (BadReviewException e) {
            throw new UnreadableException(place + "a bad AdmissionReview: " + e.getMessage());
        }
    }
}
