package alluxio.admission.webhook.review;

import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.VisibleText;
import alluxio.admission.model.kube.AdmissionOperation;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.AdmissionRequest.Change;
import alluxio.admission.model.kube.AdmissionRequest.GroupVersionResource;
import alluxio.admission.model.kube.AdmissionRequest.Target;
import alluxio.admission.model.kube.GroupVersionKind;
import alluxio.admission.model.kube.JsonOutput;
import alluxio.admission.webhook.json.JsonTreeReader;
import alluxio.admission.webhook.json.MalformedJsonException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
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

    /** Bytes; an answer that has more takes more. */
    private static final int SHORT_RESPONSE = 2 << 10;

    private static final byte[] NO_PATCH = {};

    private final JsonTreeReader reader = new JsonTreeReader();

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
        // Written before the answer is begun: a thread has buffers for one text at a time.
        byte[] patch = answered instanceof AdmissionResponse.Allowed allowed ? patch(allowed.patch()) : NO_PATCH;
        JsonOutput json = new JsonOutput(SHORT_RESPONSE);
        json.beginObject().member("apiVersion", API_VERSION).member("kind", KIND);
        json.name("response").beginObject();
        // The only place where the uid is copied: no response can lack it, or carry that of another request.
        json.member("uid", request.uid());
        if (answered instanceof AdmissionResponse.Denied denied) {
            writeDenied(json, denied);
        } else {
            writeAllowed(json, patch);
        }
        AdmissionResponse.Remarks remarks = answered.remarks();
        writeWarnings(json, WarningBudget.fit(remarks.warnings()));
        writeAuditAnnotations(json, remarks.auditAnnotations());
        return json.endObject().endObject().toBytes();
    }

    private static void writeWarnings(JsonOutput json, List<String> warnings) {
        if (!warnings.isEmpty()) {
            json.name("warnings").beginArray();
            warnings.forEach(json::text);
            json.endArray();
        }
    }

    private static void writeAuditAnnotations(JsonOutput json, Map<String, String> annotations) {
        if (!annotations.isEmpty()) {
            json.name("auditAnnotations").beginObject();
            new TreeMap<>(annotations).forEach((key, value) -> json.member(key, message(value)));
            json.endObject();
        }
    }

    private static byte[] patch(JsonPatch patch) {
        if (patch.isEmpty()) {
            return NO_PATCH;
        }
        JsonOutput json = new JsonOutput(SHORT_RESPONSE);
        patch.writeTo(json);
        if (json.size() > LONGEST_PATCH) {
            throw new ResponseTooLargeException(
                    "the patch would have " + json.size() + " bytes; at most " + LONGEST_PATCH + " are sent");
        }
        return json.toBytes();
    }

    private static void writeAllowed(JsonOutput json, byte[] patch) {
        json.name("allowed").flag(true);
        if (patch.length > 0) {
            json.member("patchType", "JSONPatch").name("patch").base64(patch);
        }
    }

    private static void writeDenied(JsonOutput json, AdmissionResponse.Denied denied) {
        json.name("allowed").flag(false);
        json.name("status")
                .beginObject()
                .member("status", "Failure")
                .name("code")
                .number(403);
        json.member("reason", "Forbidden").member("message", message(denied.message()));
        json.name("details").beginObject().name("causes").beginArray();
        List<AdmissionResponse.Cause> causesToWrite =
                denied.causes().subList(0, Math.min(denied.causes().size(), MOST_CAUSES));
        for (AdmissionResponse.Cause cause : causesToWrite) {
            json.beginObject().member("reason", cause.rule()).member("field", message(cause.field()));
            json.member("message", message(cause.message())).endObject();
        }
        json.endArray().endObject().endObject();
    }

    /** Safe to print on a terminal, and bounded. */
    private static String message(String text) {
        return VisibleText.line(Excerpt.cut(text, LONGEST_MESSAGE));
    }
}
