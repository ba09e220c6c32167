package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpContractTest {
    private static final TestServer SERVER = new TestServer();
    private static final String POD = TestReviews.pod("u-1", "injected");

    @BeforeAll
    static void warm() {
        assertThat(SERVER.server.health().ready()).isTrue();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    record Case(String name, HttpRequest request, int status, String line) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> bad() {
        return Stream.of(
                new Case("GET", SERVER.to("/mutate").GET().build(), 405, "GET is not possible here; POST is"),
                new Case(
                        "PUT",
                        SERVER.to("/mutate").PUT(BodyPublishers.ofString(POD)).build(),
                        405,
                        "PUT is not possible here; POST is"),
                new Case("path", SERVER.review("/mutat", POD), 404, "there is nothing at this path"),
                new Case(
                        "validate is not there yet",
                        SERVER.review("/validate", POD),
                        404,
                        "there is nothing at this path"),
                new Case(
                        "no content type",
                        SERVER.to("/mutate").POST(BodyPublishers.ofString(POD)).build(),
                        415,
                        "the content type must be application/json"),
                new Case("yaml", typed("application/yaml"), 415, "the content type must be application/json"),
                new Case(
                        "other json",
                        typed("application/json-patch+json"),
                        415,
                        "the content type must be application/json"),
                new Case(
                        "latin",
                        typed("application/json; charset=iso-8859-1"),
                        415,
                        "the content type must be application/json"),
                new Case(
                        "gzip",
                        SERVER.to("/mutate")
                                .header("content-type", "application/json")
                                .header("content-encoding", "gzip")
                                .POST(BodyPublishers.ofString(POD))
                                .build(),
                        415,
                        "the content encoding must be identity: compressed bodies are not read"),
                new Case(
                        "timeout",
                        SERVER.review("/mutate?timeout=soon", POD),
                        400,
                        "timeout must be a positive duration such as 3s, 500ms or 1m30s"),
                new Case(
                        "timeout zero",
                        SERVER.review("/mutate?timeout=0s", POD),
                        400,
                        "timeout must be a positive duration such as 3s, 500ms or 1m30s"),
                new Case("empty", SERVER.review("/mutate", ""), 400, "the body is empty"),
                new Case("no object", SERVER.review("/mutate", "[]"), 400, "the body is not a JSON object"),
                new Case(
                        "too large, declared",
                        SERVER.review("/mutate", TestReviews.pod("u", "injected", ServerLimits.MUTATE_BODY_BYTES)),
                        413,
                        "the body is too large: at most 3145728 bytes are read"),
                new Case(
                        "too large, not declared",
                        SERVER.to("/mutate")
                                .header("content-type", "application/json")
                                .POST(BodyPublishers.ofInputStream(
                                        () -> new java.io.ByteArrayInputStream(TestReviews.bytes(
                                                TestReviews.pod("u", "injected", ServerLimits.MUTATE_BODY_BYTES)))))
                                .build(),
                        413,
                        "the body is too large: at most 3145728 bytes are read"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadRequestGetsItsStatusAndOneLine(Case bad) throws Exception {
        assertRefused(Version.HTTP_1_1, bad);
    }

    /** A client that offers h2 first, as Java's does, settles for HTTP/1.1. */
    @ParameterizedTest
    @MethodSource("bad")
    void aBadRequestOfAClientThatOffersHttp2GetsTheSame(Case bad) throws Exception {
        assertRefused(Version.HTTP_2, bad);
    }

    private static void assertRefused(Version version, Case bad) throws Exception {
        HttpResponse<String> response = SERVER.send(version, bad.request());

        assertThat(response.version()).isEqualTo(Version.HTTP_1_1);
        assertThat(response.statusCode()).isEqualTo(bad.status());
        assertThat(response.body()).isEqualTo(bad.line() + "\n");
        assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        assertThat(response.headers().firstValue("allow").isPresent()).isEqualTo(bad.status() == 405);
        TestServer.eventually("all bytes given back", () -> SERVER.bytesInFlight() == 0);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aReviewIsAnsweredOverHttp1WhateverTheClientPrefers(Version version) throws Exception {
        HttpResponse<String> response = SERVER.send(version, SERVER.review("/mutate?timeout=3s", POD));

        assertThat(response.version()).isEqualTo(Version.HTTP_1_1);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.body()).contains("\"uid\":\"u-1\",\"allowed\":true", "\"patchType\":\"JSONPatch\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\""
            })
    void jsonIsAcceptedWithAndWithoutACharset(String contentType) throws Exception {
        assertThat(SERVER.send(Version.HTTP_1_1, typed(contentType)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aBodyOfExactlyTheLimitIsRead(Version version) throws Exception {
        int without = TestReviews.bytes(TestReviews.pod("u", "injected")).length;
        String exact = TestReviews.pod("u", "injected", ServerLimits.MUTATE_BODY_BYTES - without);

        assertThat(SERVER.send(version, SERVER.review("/mutate", exact)).statusCode())
                .isEqualTo(200);
        assertThat(SERVER.send(version, SERVER.review("/mutate", exact + " ")).statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gibberish\r\n\r\n",
                "POST /mutate HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                "POST /mutate HTTP/9.9\r\n\r\n"
            })
    void anInvalidRequestLineGets400(String bytes) throws Exception {
        try (RawClient client = SERVER.raw()) {
            client.write(bytes);
            RawClient.Response response = client.read();
            assertThat(response.status()).isIn(400, 501, 505);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aHeadThatIsTooLongIsRefused() throws Exception {
        try (RawClient client = SERVER.raw()) {
            client.write("POST /mutate HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(431);
        }
    }

    @Test
    void aConnectionGoesOnAfterAnErrorWhoseBodyIsSmall() throws Exception {
        try (RawClient client = SERVER.raw()) {
            assertThat(client.post("/nothing", POD).status()).isEqualTo(404);
            assertThat(client.post("/mutate", "{}").status()).isEqualTo(400);
            assertThat(client.post("/mutate", POD).status()).isEqualTo(200);
        }
    }

    @Test
    void expect100ContinueIsAnsweredUnlessTheBodyIsTooLarge() throws Exception {
        try (RawClient client = SERVER.raw()) {
            client.write(
                    RawClient.head("/mutate", POD.length()).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));
            assertThat(client.read().status()).isEqualTo(100);
            client.write(POD);
            assertThat(client.read().status()).isEqualTo(200);
        }
        try (RawClient client = SERVER.raw()) {
            client.write(RawClient.head("/mutate", 4 << 20).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));
            assertThat(client.read().status()).isEqualTo(413);
        }
    }

    private static HttpRequest typed(String contentType) {
        return SERVER.to("/mutate")
                .header("content-type", contentType)
                .POST(BodyPublishers.ofString(POD))
                .build();
    }
}
