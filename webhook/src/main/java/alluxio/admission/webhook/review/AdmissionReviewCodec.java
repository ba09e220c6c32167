package alluxio.admission.webhook.review;

import java.util.Base64;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * AdmissionReview ({@code admission.k8s.io/v1}) from bytes and to bytes. Strict: duplicate keys and trailing bytes are
 * errors, and numbers keep every digit. Thread-safe.
 */
public final class AdmissionReviewCodec {

    /** The only version that is spoken. */
    public static final String API_VERSION = "admission.k8s.io/v1";

    private static final String KIND = "AdmissionReview";

    /** Deeper than any Kubernetes object; a custom resource's schema may nest too, but not like this. */
    private static final int DEEPEST = 256;

    /**
     * An object of 1.5 MiB, the most that etcd takes, has fewer. Without a bound, 3 MiB of empty arrays would become a
     * tree of 100 MiB.
     */
    private static final int MOST_TOKENS = 400_000;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * Reads a review.
     *
     * @throws BadReviewException with one line that says what is wrong with it
     */
    public AdmissionRequest decode(byte[] body) throws BadReviewException {
        Fields review = new Fields("", asObject(parse(body)));
        String apiVersion = review.text("apiVersion");
        if (!apiVersion.equals(API_VERSION)) {
            throw new BadReviewException(
                    "apiVersion is " + Fields.shown(apiVersion) + "; only " + API_VERSION + " is understood");
        }
        String kind = review.text("kind");
        if (!kind.equals(KIND)) {
            throw new BadReviewException("kind is " + Fields.shown(kind) + "; only " + KIND + " is understood");
        }
        return request(review.object("request"));
    }

    private static AdmissionRequest request(Fields request) throws BadReviewException {
        String uid = request.text("uid");
        Fields kind = request.object("kind");
        Fields resource = request.objectOrEmpty("resource");
        String operation = request.text("operation");
        boolean needsObject = operation.equals("CREATE") || operation.equals("UPDATE");
        return new AdmissionRequest(
                uid,
                new AdmissionRequest.Kind(kind.textOrEmpty("group"), kind.text("version"), kind.text("kind")),
                new AdmissionRequest.Resource(
                        resource.textOrEmpty("group"),
                        resource.textOrEmpty("version"),
                        resource.textOrEmpty("resource")),
                request.textOrEmpty("subResource"),
                operation,
                request.textOrEmpty("namespace"),
                request.textOrEmpty("name"),
                needsObject ? request.object("object").node() : request.nodeOrNull("object"),
                request.nodeOrNull("oldObject"),
                request.flag("dryRun"),
                request.objectOrEmpty("userInfo").textOrEmpty("username"));
    }

    private JsonNode parse(byte[] body) throws BadReviewException {
        try {
            return mapper.readTree(body);
        } catch (StreamConstraintsException e) {
            throw new BadReviewException("the body goes beyond what is read: " + Fields.line(e.getOriginalMessage()));
        } catch (NumberFormatException e) { // What Jackson says of an exponent that does not fit an int.
            throw new BadReviewException("the body has a number that is larger than anything can hold");
        } catch (JacksonException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw new BadReviewException(
                    "the body is not valid JSON" + where + ": " + Fields.line(e.getOriginalMessage()));
        }
    }

    private static ObjectNode asObject(JsonNode root) throws BadReviewException {
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw new BadReviewException(root.isMissingNode() ? "the body is empty" : "the body is not a JSON object");
    }

    /** The answer as JSON. */
    public byte[] encode(AdmissionRequest request, AdmissionAnswer answer) {
        ObjectNode review = mapper.createObjectNode();
        review.put("apiVersion", API_VERSION).put("kind", KIND);
        ObjectNode response = review.putObject("response");
        // The one place where the uid is copied: no answer can lack it or carry another's.
        response.put("uid", request.uid());
        switch (answer) {
            case AdmissionAnswer.Allowed allowed -> writeAllowed(response, allowed);
            case AdmissionAnswer.Denied denied -> writeDenied(response, denied);
        }
        var warnings = WarningBudget.fit(answer.warnings());
        if (!warnings.isEmpty()) {
            ArrayNode list = response.putArray("warnings");
            warnings.forEach(list::add);
        }
        if (!answer.auditAnnotations().isEmpty()) {
            ObjectNode audit = response.putObject("auditAnnotations");
            answer.auditAnnotations().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> audit.put(entry.getKey(), entry.getValue()));
        }
        return mapper.writeValueAsBytes(review);
    }

    private void writeAllowed(ObjectNode response, AdmissionAnswer.Allowed allowed) {
        response.put("allowed", true);
        if (!allowed.patch().isEmpty()) {
            response.put("patchType", "JSONPatch");
            response.put(
                    "patch",
                    Base64.getEncoder()
                            .encodeToString(
                                    mapper.writeValueAsBytes(allowed.patch().toJson())));
        }
    }

    private static void writeDenied(ObjectNode response, AdmissionAnswer.Denied denied) {
        response.put("allowed", false);
        ObjectNode status = response.putObject("status");
        status.put("status", "Failure")
                .put("code", 403)
                .put("reason", "Forbidden")
                .put("message", denied.message());
        ArrayNode causes = status.putObject("details").putArray("causes");
        for (AdmissionAnswer.Cause cause : denied.causes()) {
            causes.addObject()
                    .put("reason", cause.rule())
                    .put("field", cause.field())
                    .put("message", cause.message());
        }
    }
}
