package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not HTTP/1.1 gets one line, and its connection is closed. {@code HeadCheckTest} has every rule. */
class HttpStrictnessTest {
    private static final TestServer SERVER = new TestServer();
    private static final String POD = TestReviews.pod("u", "injected");
    private static final String CHUNKED = RawClient.chunkedHead("/mutate");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    static Stream<Arguments> refused() {
        String head = RawClient.head("/mutate", POD.length());
        return Stream.of(
                Arguments.of("folded", 400, head.replace("Host: ", "X: a\r\n b\r\nHost: ")),
                Arguments.of("two hosts", 400, head.replace("Host: ", "Host: other\r\nHost: ")),
                Arguments.of(
                        "two lengths", 400, head.replace("Content-Length: ", "Content-Length: 1\r\nContent-Length: ")),
                Arguments.of("both lengths", 400, head.replace("Host: ", "Transfer-Encoding: chunked\r\nHost: ")),
                Arguments.of("coding", 501, CHUNKED.replace("chunked", "gzip, chunked")),
                Arguments.of("expectation", 417, head.replace("Host: ", "Expect: tea\r\nHost: ")),
                Arguments.of("bare line feeds", 400, head.replace("\r\n", "\n")),
                Arguments.of("HTTP/1.0", 505, head.replace("HTTP/1.1", "HTTP/1.0")),
                Arguments.of("HTTP/2 in the clear", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of("whole URL", 400, head.replace("/mutate", "https://localhost/mutate")),
                Arguments.of("asterisk", 400, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of("timeout=%zz", 400, head.replace("/mutate", "/mutate?timeout=%zz")),
                Arguments.of("path %zz", 400, head.replace("/mutate", "/%zz")),
                Arguments.of("path %00", 400, head.replace("/mutate", "/mutate%00")),
                Arguments.of("long path", 414, head.replace("/mutate", "/" + "x".repeat(5_000))),
                Arguments.of("chunk size", 400, CHUNKED + "zz\r\n"),
                Arguments.of("negative chunk size", 400, CHUNKED + "-5\r\n"),
                Arguments.of("chunk extension without end", 400, CHUNKED + "5;x=" + "y".repeat(9_000)),
                Arguments.of("chunk without end", 400, CHUNKED + "2\r\n{}5\r\n"),
                Arguments.of("trailers without end", 400, CHUNKED + "0\r\n" + "X: y\r\n".repeat(3_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefusedInOneLineAndTheConnectionIsClosed(String name, int status, String bytes) throws Exception {
        double before = SERVER.metric("alluxio_admission_connections_ended_total{reason=\"malformed\"}");
        try (RawClient client = SERVER.raw()) {
            client.write(bytes);
            RawClient.Response response = client.read();
            assertThat(response.status()).as(response.body()).isEqualTo(status);
            assertThat(response.close()).isTrue();
            assertThat(response.body()).endsWith("\n").hasSizeLessThan(100);
            assertThat(response.body().lines()).hasSize(1);
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(SERVER.metric("alluxio_admission_connections_ended_total{reason=\"malformed\"}"))
                .isEqualTo(before + 1);
        TestServer.eventually("all bytes given back", () -> SERVER.bytesInFlight() == 0);
    }

    @Test
    void chunksWithShortExtensionsAndTrailersAreRead() throws Exception {
        try (RawClient client = SERVER.raw()) {
            for (int round = 0; round < 2; round++) {
                client.write(CHUNKED + Integer.toHexString(POD.length()) + ";a=b\r\n" + POD + "\r\n0\r\nX: y\r\n\r\n");
                assertThat(client.read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aClientThatWantsTheConnectionClosedGetsThat() throws Exception {
        try (RawClient client = SERVER.raw()) {
            client.write(
                    RawClient.head("/mutate", POD.length()).replace("Host: ", "Connection: close\r\nHost: ") + POD);
            RawClient.Response response = client.read();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.close()).isTrue();
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void anAnswerToHeadHasNoBody() throws Exception {
        try (RawClient client = SERVER.raw()) {
            client.write("HEAD /mutate HTTP/1.1\r\nHost: localhost\r\n\r\n");
            RawClient.Response response = client.read();
            assertThat(response.status()).isEqualTo(405);
            assertThat(response.body()).isEmpty();
            assertThat(client.post("/mutate", POD).status()).isEqualTo(200);
        }
    }

    /** They wait as bytes; each gets its answer, in order. */
    @Test
    void pipelinedRequestsAreAnsweredOneAfterTheOther() throws Exception {
        try (RawClient client = SERVER.raw()) {
            StringBuilder all = new StringBuilder();
            List<String> uids = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String review = TestReviews.pod("ahead-" + i, i % 20 == 0 ? "brief" : "injected");
                all.append(RawClient.head("/mutate", review.length())).append(review);
            }
            Thread writer = Thread.startVirtualThread(() -> {
                try {
                    client.write(all.toString());
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            for (int i = 0; i < 200; i++) {
                String body = client.read().body();
                uids.add(body.replaceAll("(?s).*\"uid\":\"([^\"]*)\".*", "$1"));
            }
            writer.join();
            for (int i = 0; i < 200; i++) {
                assertThat(uids.get(i)).isEqualTo("ahead-" + i);
            }
        }
    }
}
