package alluxio.admission.webhook.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.kube.AdmissionOperation;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.GroupVersionKind;
import alluxio.admission.webhook.TestReviews;
import alluxio.admission.webhook.review.AdmissionResponse.Remarks;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class AdmissionReviewCodecTest {
    private static final JsonMapper JSON = new JsonMapper();
    private final AdmissionReviewCodec codec = new AdmissionReviewCodec();

    /** What is wrong: where (a pointer), what stands there instead (null: nothing), and what is said about it. */
    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("/apiVersion", null, "apiVersion is missing"),
                Arguments.of("/apiVersion", "null", "apiVersion is missing"),
                Arguments.of("/apiVersion", "1", "apiVersion is a number, not a string"),
                Arguments.of(
                        "/apiVersion",
                        "\"admission.k8s.io/v1beta1\"",
                        "apiVersion is \"admission.k8s.io/v1beta1\"; only admission.k8s.io/v1 is understood"),
                Arguments.of("/kind", null, "kind is missing"),
                Arguments.of("/kind", "\"Pod\"", "kind is \"Pod\"; only AdmissionReview is understood"),
                Arguments.of("/request", null, "request is missing"),
                Arguments.of("/request", "null", "request is missing"),
                Arguments.of("/request", "[]", "request is a list, not an object"),
                Arguments.of("/request", "\"x\"", "request is a string, not an object"),
                Arguments.of("/request/uid", null, "request.uid is missing"),
                Arguments.of("/request/uid", "null", "request.uid is missing"),
                Arguments.of("/request/uid", "\"\"", "request.uid is empty"),
                Arguments.of("/request/uid", "7", "request.uid is a number, not a string"),
                Arguments.of("/request/uid", "{}", "request.uid is an object, not a string"),
                Arguments.of("/request/kind", null, "request.kind is missing"),
                Arguments.of("/request/kind", "null", "request.kind is missing"),
                Arguments.of("/request/kind", "\"Pod\"", "request.kind is a string, not an object"),
                Arguments.of("/request/kind", "{}", "request.kind.version is missing"),
                Arguments.of("/request/kind/kind", null, "request.kind.kind is missing"),
                Arguments.of("/request/kind/kind", "false", "request.kind.kind is true or false, not a string"),
                Arguments.of("/request/resource", "[]", "request.resource is a list, not an object"),
                Arguments.of("/request/operation", null, "request.operation is missing"),
                Arguments.of("/request/operation", "3", "request.operation is a number, not a string"),
                Arguments.of("/request/object", null, "request.object is missing"),
                Arguments.of("/request/object", "null", "request.object is missing"),
                Arguments.of("/request/object", "[]", "request.object is a list, not an object"),
                Arguments.of("/request/object", "\"pod\"", "request.object is a string, not an object"),
                Arguments.of("/request/oldObject", "1", "request.oldObject is a number, not an object"),
                Arguments.of("/request/namespace", "1", "request.namespace is a number, not a string"),
                Arguments.of("/request/dryRun", "\"no\"", "request.dryRun is a string, not true or false"),
                Arguments.of("/request/userInfo", "\"jane\"", "request.userInfo is a string, not an object"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("wrong")
    void aMissingFieldOrAWrongTypeIsNamed(
            String pointer, @org.jspecify.annotations.Nullable String instead, String said) {
        ObjectNode review = (ObjectNode) JSON.readTree(TestReviews.pod("u", "p"));
        int slash = pointer.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) review.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        if (instead == null) {
            parent.remove(name);
        } else {
            parent.set(name, JSON.readTree(instead));
        }

        assertRefused(JSON.writeValueAsString(review), said);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                   | the body is empty
            `   `                | the body is empty
            null                 | the body is not a JSON object
            []                   | the body is not a JSON object
            "x"                  | the body is not a JSON object
            """)
    void aBodyThatIsNotAnObjectIsRefused(String body, String said) {
        assertRefused(body, said);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"{", "{\"a\":}", "{\"a\":1,\"a\":2}", "{} {}", "{}x", "{'a':1}", "{\"a\":NaN}", "{\"a\":\"\nx\"}"
            })
    void invalidJsonIsRefusedInOneLine(String body) {
        assertThatThrownBy(() -> codec.decode(body.getBytes(UTF_8)))
                .isInstanceOf(BadReviewException.class)
                .message()
                .startsWith("the body is not valid JSON")
                .doesNotContain("\n")
                .hasSizeLessThan(250);
    }

    @Test
    void duplicateKeysAreRefusedHoweverDeep() {
        assertThatThrownBy(() -> codec.decode(TestReviews.bytes(TestReviews.pod("u", "p")
                        .replace("\"image\":\"app\"", "\"image\":\"app\",\"image\":\"evil\""))))
                .isInstanceOf(BadReviewException.class)
                .hasMessageStartingWith(
                        "the body is not valid JSON: a key is there twice in one object at line 6, column ");
    }

    /** A text of 2 MB makes neither an answer nor a log line of that size. */
    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"/uid", "/operation", "/namespace", "/name", "/subResource", "/kind/kind", "/resource/group"})
    void textsBesideTheObjectAreBounded(String pointer) throws Exception {
        String field = "request" + pointer.replace('/', '.');
        codec.decode(reviewWith(pointer, "x".repeat(ReviewFields.LONGEST_TEXT)));

        assertThatThrownBy(() -> codec.decode(reviewWith(pointer, "x".repeat(ReviewFields.LONGEST_TEXT + 1))))
                .isInstanceOf(BadReviewException.class)
                .hasMessage(field + " has 1025 characters; at most 1024 are read");
    }

    @Test
    void aLongUserNameIsCutAndALongVersionIsNotRepeatedWhole() throws Exception {
        assertThat(codec.decode(reviewWith("/userInfo/username", "x".repeat(2_000_000)))
                        .user())
                .hasSize(ReviewFields.LONGEST_TEXT);
        ObjectNode review = (ObjectNode) JSON.readTree(TestReviews.pod("u", "p"));
        review.put("apiVersion", "v" + "\u001b[31m\n".repeat(100));

        assertThatThrownBy(() -> codec.decode(JSON.writeValueAsBytes(review)))
                .isInstanceOf(BadReviewException.class)
                .message()
                .hasSizeLessThan(2_000)
                .startsWith("apiVersion is \"v\\u001b[31m\\n")
                .matches("\\P{Cntrl}*");
    }

    @Test
    void aLongNameOfTheObjectIsCutForTheLog() throws Exception {
        AdmissionRequest request = codec.decode(TestReviews.bytes(TestReviews.pod("u", "p")
                .replace("\"namespace\":\"lab\",\"name\":\"p\"", "\"namespace\":\"lab\"")
                .replace("\"name\":\"p\"", "\"name\":\"" + "x".repeat(2_000_000) + "\"")));

        assertThat(request.displayName()).isEqualTo("x".repeat(Excerpt.LENGTH) + "… (2000000 characters)");
    }

    @Test
    void anAnswerIsBounded() throws Exception {
        AdmissionRequest request = codec.decode(TestReviews.bytes(TestReviews.pod("u", "p")));
        var cause = new AdmissionResponse.Cause("rule", "f".repeat(100_000), "m".repeat(100_000));
        byte[] denied = codec.encode(
                request,
                new AdmissionResponse.Denied(
                        AdmissionOutcome.DENIED,
                        "m".repeat(3_000_000),
                        java.util.Collections.nCopies(1_000, cause),
                        new Remarks(
                                java.util.Collections.nCopies(100_000, AdmissionWarning.of("w".repeat(1_000))),
                                List.of(),
                                Map.of("a", "x".repeat(1_000_000)))));
        JsonNode response = JSON.readTree(denied).path("response");

        assertThat(response.at("/status/message").asString())
                .hasSize(AdmissionReviewCodec.LONGEST_MESSAGE)
                .endsWith("…");
        assertThat(response.at("/status/details/causes")).hasSize(AdmissionReviewCodec.MOST_CAUSES);
        assertThat(denied.length).isLessThan(8 << 20);
    }

    @Test
    void aPatchAtTheLimitIsSentAndALargerOneIsAnError() throws Exception {
        AdmissionRequest request = codec.decode(TestReviews.bytes(TestReviews.pod("u", "p")));
        int around = "[{\"op\":\"add\",\"path\":\"/a\",\"value\":\"\"}]".length();
        int most = AdmissionReviewCodec.LONGEST_PATCH - around;

        assertThat(codec.encode(request, allowed(patchOf(most)))).isNotEmpty();
        assertThatThrownBy(() -> codec.encode(request, allowed(patchOf(most + 1))))
                .isInstanceOf(ResponseTooLargeException.class)
                .hasMessage("the patch would have 2097153 bytes; at most 2097152 are sent");
    }

    private static AdmissionResponse allowed(JsonPatch patch) {
        return new AdmissionResponse.Allowed(AdmissionOutcome.INJECTED, patch, Remarks.NONE);
    }

    private static JsonPatch patchOf(int characters) {
        return new JsonPatch(
                List.of(new JsonPatch.Add("/a", JsonNodeFactory.instance.stringNode("x".repeat(characters)))));
    }

    private static byte[] reviewWith(String pointer, String text) {
        ObjectNode review = (ObjectNode) JSON.readTree(TestReviews.pod("u", "p"));
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) review.at("/request" + pointer.substring(0, slash))).put(pointer.substring(slash + 1), text);
        return JSON.writeValueAsBytes(review);
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] body = TestReviews.bytes(TestReviews.pod("u", "p"));
        body[body.length / 2] = (byte) 0xC0;

        assertThatThrownBy(() -> codec.decode(body)).isInstanceOf(BadReviewException.class);
    }

    @Test
    void everyDigitOfANumberIsKept() throws Exception {
        String numbers = "[12345678901234567890123,0.10,1e400,-0.0000000000000000000000001,9007199254740993]";
        AdmissionRequest request = codec.decode(
                TestReviews.bytes(TestReviews.pod("u", "p").replace("\"spec\":{", "\"spec\":{\"n\":" + numbers + ",")));

        JsonNode read = request.object().orElseThrow().at("/spec/n");
        assertThat(read.get(0).bigIntegerValue()).isEqualTo("12345678901234567890123");
        assertThat(read.get(1).decimalValue()).isEqualTo("0.10");
        assertThat(read.get(2).decimalValue()).isEqualTo("1e400");
        assertThat(read.get(3).decimalValue()).isEqualTo("-0.0000000000000000000000001");
        assertThat(read.get(4).longValue()).isEqualTo(9007199254740993L);
    }

    @Test
    void aRequestIsReadWhole() throws Exception {
        AdmissionRequest request = codec.decode(TestReviews.bytes(TestReviews.pod("u-7", "p")));

        assertThat(request.uid()).isEqualTo("u-7");
        assertThat(request.target().kind()).isEqualTo(new GroupVersionKind("", "v1", "Pod"));
        assertThat(request.target().resource()).isEqualTo(new AdmissionRequest.GroupVersionResource("", "v1", "pods"));
        assertThat(request.operation()).isEqualTo(AdmissionOperation.CREATE);
        assertThat(request.namespace()).isEqualTo("lab");
        assertThat(request.user()).isEqualTo("jane");
        assertThat(request.dryRun()).isFalse();
        assertThat(request.oldObject()).isEmpty();
        assertThat(request.subresource()).isEmpty();
    }

    @Test
    void aDeletionHasNoObject() throws Exception {
        String review = TestReviews.pod("u", "p")
                .replace("\"CREATE\"", "\"DELETE\"")
                .replace("\"object\":{", "\"object\":null,\"oldObject\":{");
        AdmissionRequest request = codec.decode(TestReviews.bytes(review));

        assertThat(request.object()).isEmpty();
        assertThat(request.oldObject()).isPresent();
    }

    @Test
    void aPodWithoutANameIsShownByItsGenerateName() throws Exception {
        String review = TestReviews.pod("u", "p")
                .replace("\"namespace\":\"lab\",\"name\":\"p\"", "\"namespace\":\"lab\"")
                .replace("\"metadata\":{\"name\":\"p\"", "\"metadata\":{\"generateName\":\"p-\"");

        assertThat(codec.decode(TestReviews.bytes(review)).displayName()).isEqualTo("p-*");
    }

    @Test
    void aPatchTravelsInBase64() throws Exception {
        JsonPatch patch = new JsonPatch(List.of(new JsonPatch.Add(
                "/metadata/labels", JsonNodeFactory.instance.objectNode().put("ü", "ß"))));
        JsonNode response = response(new AdmissionResponse.Allowed(
                AdmissionOutcome.INJECTED,
                patch,
                new Remarks(List.of(AdmissionWarning.of("careful")), List.of(), Map.of("decision", "injected"))));

        assertThat(response.path("patchType").asString()).isEqualTo("JSONPatch");
        String sent =
                new String(Base64.getDecoder().decode(response.path("patch").asString()), UTF_8);
        assertThat(sent).isEqualTo("[{\"op\":\"add\",\"path\":\"/metadata/labels\",\"value\":{\"ü\":\"ß\"}}]");
        assertThat(response.at("/warnings/0").asString()).isEqualTo("careful");
        assertThat(response.at("/auditAnnotations/decision").asString()).isEqualTo("injected");
    }

    @Test
    void emptyPartsAreLeftOut() throws Exception {
        AdmissionRequest request = codec.decode(TestReviews.bytes(TestReviews.pod("u-7", "p")));

        assertThat(new String(codec.encode(request, AdmissionResponse.ignored()), UTF_8))
                .isEqualTo("{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\","
                        + "\"response\":{\"uid\":\"u-7\",\"allowed\":true}}");
    }

    @Test
    void aRefusalCarriesItsCauses() throws Exception {
        JsonNode response = response(new AdmissionResponse.Denied(
                AdmissionOutcome.REFUSED,
                "it cannot be",
                List.of(new AdmissionResponse.Cause("inject-x", "spec.a", "taken")),
                Remarks.NONE));

        assertThat(response).isEqualTo(JSON.readTree("""
                                {"uid":"u","allowed":false,"status":{"status":"Failure","code":403,"reason":"Forbidden",
                                "message":"it cannot be","details":{"causes":[
                                {"reason":"inject-x","field":"spec.a","message":"taken"}]}}}"""));
    }

    @Test
    void controlCharactersAreEscapedInEveryText() throws Exception {
        String sly = "a\u001b[2Jb\u202ec";
        JsonNode response = response(new AdmissionResponse.Denied(
                AdmissionOutcome.REFUSED,
                sly,
                List.of(new AdmissionResponse.Cause("inject-x", sly, sly)),
                new Remarks(List.of(AdmissionWarning.of(sly)), List.of(), Map.of("a", sly))));

        String visible = "a\\u001b[2Jb\\u202ec";
        assertThat(response.at("/status/message").asString()).isEqualTo(visible);
        assertThat(response.at("/status/details/causes/0/field").asString()).isEqualTo(visible);
        assertThat(response.at("/status/details/causes/0/message").asString()).isEqualTo(visible);
        assertThat(response.at("/auditAnnotations/a").asString()).isEqualTo(visible);
        assertThat(response.at("/warnings/0").asString()).isEqualTo("a [2Jb\\u202ec");
    }

    private JsonNode response(AdmissionResponse answer) throws Exception {
        AdmissionRequest request = codec.decode(TestReviews.bytes(TestReviews.pod("u", "p")));
        return JSON.readTree(codec.encode(request, answer)).path("response");
    }

    private void assertRefused(String body, String said) {
        assertThatThrownBy(() -> codec.decode(body.getBytes(UTF_8)))
                .isInstanceOf(BadReviewException.class)
                .hasMessage(said);
    }
}
