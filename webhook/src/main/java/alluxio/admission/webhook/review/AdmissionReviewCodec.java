package alluxio.admission.webhook.review;

import alluxio.admission.model.Excerpt;
import alluxio.admission.model.VisibleText;
import alluxio.admission.model.kube.AdmissionOperation;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.AdmissionRequest.Change;
import alluxio.admission.model.kube.AdmissionRequest.GroupVersionResource;
import alluxio.admission.model.kube.AdmissionRequest.Target;
import alluxio.admission.model.kube.GroupVersionKind;
import alluxio.admission.webhook.json.JsonTreeReader;
import alluxio.admission.webhook.json.MalformedJsonException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decodes and encodes an AdmissionReview ({@code admission.k8s.io/v1}). As strict as {@link JsonTreeReader}; texts that are
 * repeated in messages are bounded, and so is a response. Thread-safe.
 */
public final class AdmissionReviewCodec {

    /** The only version that is understood. */
    public static final String API_VERSION = "admission.k8s.io/v1";

    private static final String KIND = "AdmissionReview";

    /** How many bytes a patch may have: more than the object itself may have in etcd. */
    public static final int LONGEST_PATCH = 2 << 20;

    /** How many characters a message, a cause's message or an audit annotation of an answer may have; the rest is cut off. */
    public static final int LONGEST_MESSAGE = 32 << 10;

    /** How many causes an answer may have. */
    public static final int MOST_CAUSES = 100;

    private final JsonTreeReader reader = new JsonTreeReader();
    private final JsonMapper mapper = new JsonMapper();

    /**
     * Reads a review.
     *
     * @throws BadReviewException with one line that says what is wrong with it
     */
    public AdmissionRequest decode(byte[] body) throws BadReviewException {
        ReviewFields review = new ReviewFields("", asObject(parse(body)));
        String apiVersion = review.text("apiVersion");
        if (!apiVersion.equals(API_VERSION)) {
            throw new BadReviewException(
                    "apiVersion is " + Excerpt.quoted(apiVersion) + "; only " + API_VERSION + " is understood");
        }
        String kind = review.text("kind");
        if (!kind.equals(KIND)) {
            throw new BadReviewException("kind is " + Excerpt.quoted(kind) + "; only " + KIND + " is understood");
        }
        return request(review.object("request"));
    }

    private static AdmissionRequest request(ReviewFields request) throws BadReviewException {
        String uid = request.text("uid");
        ReviewFields kind = request.object("kind");
        ReviewFields resource = request.objectOrEmpty("resource");
        AdmissionOperation operation = AdmissionOperation.of(request.text("operation"));
        Target target = new Target(
                new GroupVersionKind(kind.textOrEmpty("group"), kind.text("version"), kind.text("kind")),
                new GroupVersionResource(
                        resource.textOrEmpty("group"),
                        resource.textOrEmpty("version"),
                        resource.textOrEmpty("resource")),
                request.textOrEmpty("subResource"),
                request.textOrEmpty("namespace"),
                request.textOrEmpty("name"));
        Optional<ObjectNode> object = operation.hasNewObject()
                ? Optional.of(request.object("object").node())
                : Optional.ofNullable(request.nodeOrNull("object"));
        Change change = new Change(operation, object, Optional.ofNullable(request.nodeOrNull("oldObject")));
        boolean dryRun = request.flag("dryRun");
        String user =
                Excerpt.cut(request.objectOrEmpty("userInfo").anyTextOrEmpty("username"), ReviewFields.LONGEST_TEXT);
        return new AdmissionRequest(uid, target, change, user, dryRun);
    }

    private JsonNode parse(byte[] body) throws BadReviewException {
        try {
            return reader.read(body);
        } catch (MalformedJsonException e) {
            throw new BadReviewException(String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode asObject(JsonNode root) throws BadReviewException {
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw new BadReviewException("the body is not a JSON object");
    }

    /**
     * The response in an AdmissionReview, as JSON.
     *
     * @throws ResponseTooLargeException when its patch is larger than {@link #LONGEST_PATCH}
     */
    public byte[] encode(AdmissionRequest request, AdmissionResponse answered) {
        ObjectNode review = mapper.createObjectNode();
        review.put("apiVersion", API_VERSION).put("kind", KIND);
        ObjectNode response = review.putObject("response");
        // The only place where the uid is copied: no response can lack it, or carry that of another request.
        response.put("uid", request.uid());
        switch (answered) {
            case AdmissionResponse.Allowed allowed -> writeAllowed(response, allowed);
            case AdmissionResponse.Denied denied -> writeDenied(response, denied);
        }
        AdmissionResponse.Remarks remarks = answered.remarks();
        List<String> warnings = WarningBudget.fit(remarks.warnings());
        if (!warnings.isEmpty()) {
            ArrayNode list = response.putArray("warnings");
            warnings.forEach(list::add);
        }
        if (!remarks.auditAnnotations().isEmpty()) {
            ObjectNode audit = response.putObject("auditAnnotations");
            remarks.auditAnnotations().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> audit.put(entry.getKey(), message(entry.getValue())));
        }
        return mapper.writeValueAsBytes(review);
    }

    private void writeAllowed(ObjectNode response, AdmissionResponse.Allowed allowed) {
        response.put("allowed", true);
        if (!allowed.patch().isEmpty()) {
            byte[] patch = mapper.writeValueAsBytes(allowed.patch().toJson());
            if (patch.length > LONGEST_PATCH) {
                throw new ResponseTooLargeException(
                        "the patch would have " + patch.length + " bytes; at most " + LONGEST_PATCH + " are sent");
            }
            response.put("patchType", "JSONPatch").put("patch", patch); // Jackson writes bytes in Base64.
        }
    }

    private static void writeDenied(ObjectNode response, AdmissionResponse.Denied denied) {
        response.put("allowed", false);
        ObjectNode status = response.putObject("status");
        status.put("status", "Failure")
                .put("code", 403)
                .put("reason", "Forbidden")
                .put("message", message(denied.message()));
        ArrayNode causes = status.putObject("details").putArray("causes");
        List<AdmissionResponse.Cause> causesToWrite =
                denied.causes().subList(0, Math.min(denied.causes().size(), MOST_CAUSES));
        for (AdmissionResponse.Cause cause : causesToWrite) {
            causes.addObject()
                    .put("reason", cause.rule())
                    .put("field", message(cause.field()))
                    .put("message", message(cause.message()));
        }
    }

    /** Safe to print on a terminal, and bounded. */
    private static String message(String text) {
        return VisibleText.line(Excerpt.cut(text, LONGEST_MESSAGE));
    }
}
