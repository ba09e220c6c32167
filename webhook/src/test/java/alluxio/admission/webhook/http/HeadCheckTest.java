package alluxio.admission.webhook.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.webhook.http.HeadCheck.Verdict;
import alluxio.admission.webhook.http.HttpLimits.HeadLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeadCheckTest {
    private static final HeadLimits LIMITS = new HeadLimits(1_000, 400, 5);
    private static final String LINE = "POST /mutate?timeout=3s HTTP/1.1\r\n";
    private static final String HOST = "Host: a\r\n";

    static Stream<Arguments> refused() {
        return Stream.of(
                refusal(400, "\r\n\r\nPOST / HTTP/1.1\r\n" + HOST + "\r\n", "the request begins with empty lines"),
                refusal(400, "gibberish\r\n\r\n", "the request line is not valid HTTP/1.1"),
                refusal(400, "POST  / HTTP/1.1\r\n", "the request line is not valid HTTP/1.1"),
                refusal(400, "POST\t/ HTTP/1.1\r\n", "the request line is not valid HTTP/1.1"),
                refusal(400, "POST / HTTP/1.1 \r\n", "the request line is not valid HTTP/1.1"),
                refusal(400, "POST /\u00e9 HTTP/1.1\r\n", "the request line is not valid HTTP/1.1"),
                refusal(400, "POST /\0 HTTP/1.1\r\n", "the request line is not valid HTTP/1.1"),
                refusal(400, "P(ST / HTTP/1.1\r\n", "the request line is not valid HTTP/1.1"),
                refusal(400, "POST / HTTP/1.10\r\n", "the request line is not valid HTTP/1.1"),
                refusal(505, "POST / HTTP/1.0\r\n", "only HTTP/1.1 is spoken here"),
                refusal(505, "PRI * HTTP/2.0\r\n", "only HTTP/1.1 is spoken here"),
                refusal(414, "POST /" + "x".repeat(400) + " HTTP/1.1\r\n", "the request line is too long"),
                refusal(414, "POST /" + "x".repeat(400), "the request line is too long"),
                refusal(400, "POST / HTTP/1.1\n", "a line of the head ends without a carriage return"),
                refusal(400, LINE + "Host: a\n\n", "a line of the head ends without a carriage return"),
                refusal(400, LINE + "Host: a\rX: b\r\n\r\n", "a header has a control character"),
                refusal(400, LINE + "Host: a\0\r\n\r\n", "a header has a control character"),
                refusal(
                        400,
                        LINE + HOST + "X: a\r\n b\r\n\r\n",
                        "a header is folded over two lines, which HTTP no longer allows"),
                refusal(
                        400,
                        LINE + "Host : a\r\n\r\n",
                        "the name of a header is not valid, or is not followed by a colon"),
                refusal(400, LINE + ": a\r\n\r\n", "the name of a header is not valid, or is not followed by a colon"),
                refusal(400, LINE + "Host\r\n\r\n", "the name of a header is not valid, or is not followed by a colon"),
                refusal(
                        400,
                        LINE + "H\u00f6st: a\r\n\r\n",
                        "the name of a header is not valid, or is not followed by a colon"),
                refusal(400, LINE + "\r\n", "there is no Host header"),
                refusal(400, LINE + HOST + "HOST: b\r\n\r\n", "there is more than one Host header"),
                refusal(
                        400,
                        LINE + HOST + "Content-Length: 3\r\nContent-Length: 3\r\n\r\n",
                        "there is more than one Content-Length header"),
                refusal(400, LINE + HOST + "Content-Length: +3\r\n\r\n", "the Content-Length is not a number"),
                refusal(400, LINE + HOST + "Content-Length: -3\r\n\r\n", "the Content-Length is not a number"),
                refusal(400, LINE + HOST + "Content-Length: 3, 3\r\n\r\n", "the Content-Length is not a number"),
                refusal(400, LINE + HOST + "Content-Length:\r\n\r\n", "the Content-Length is not a number"),
                refusal(
                        400,
                        LINE + HOST + "Content-Length: 9999999999999999999\r\n\r\n",
                        "the Content-Length is not a number"),
                refusal(
                        400,
                        LINE + HOST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "Content-Length and Transfer-Encoding exclude each other"),
                refusal(
                        501,
                        LINE + HOST + "Transfer-Encoding: gzip, chunked\r\n\r\n",
                        "the transfer coding is not known; chunked is"),
                refusal(
                        501,
                        LINE + HOST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "the transfer coding is not known; chunked is"),
                refusal(417, LINE + HOST + "Expect: tea\r\n\r\n", "the expectation is not known; 100-continue is"),
                refusal(431, LINE + HOST + "X: " + "x".repeat(400) + "\r\n\r\n", "a header is too long"),
                refusal(431, LINE + HOST + ("X: " + "x".repeat(300) + "\r\n").repeat(4), "the headers are too long"),
                refusal(431, LINE + HOST + "X: 1\r\n".repeat(5) + "\r\n", "there are too many headers"));
    }

    private static Arguments refusal(int status, String head, String line) {
        return Arguments.of(status, head, line);
    }

    @ParameterizedTest(name = "{index}: {0}, {2}")
    @MethodSource("refused")
    void invalidHeadsAreRefusedInOneLine(int status, String head, String line) {
        assertThat(inOnePiece(head)).isEqualTo(new Verdict.Refused(status, line));
        assertThat(byteByByte(head)).isEqualTo(new Verdict.Refused(status, line));
    }

    @Test
    void headsOfApiServersAreComplete() {
        String head = LINE + HOST + "Content-Length: 5\r\nExpect: 100-continue\r\nX-A:\t\u00e9 \r\n\r\n";

        assertThat(inOnePiece(head + "hello")).isEqualTo(new Verdict.Complete());
        assertThat(byteByByte("\r\n" + head)).isEqualTo(new Verdict.Complete());
        assertThat(inOnePiece(LINE + HOST + "X: 1\r\n".repeat(4) + "\r\n"))
                .as("as many headers as are allowed")
                .isEqualTo(new Verdict.Complete());
        assertThat(inOnePiece(head.substring(0, head.length() - 1))).isEqualTo(new Verdict.Incomplete());
    }

    private static Verdict inOnePiece(String head) {
        return new HeadCheck(LIMITS).scan(Unpooled.copiedBuffer(head, ISO_8859_1));
    }

    private static Verdict byteByByte(String head) {
        HeadCheck check = new HeadCheck(LIMITS);
        ByteBuf in = Unpooled.buffer();
        in.writeByte('x').readByte(); // a buffer does not always begin at zero
        Verdict verdict = new Verdict.Incomplete();
        for (byte each : head.getBytes(ISO_8859_1)) {
            in.writeByte(each);
            verdict = check.scan(in);
            if (!(verdict instanceof Verdict.Incomplete)) {
                return verdict;
            }
        }
        return verdict;
    }
}
