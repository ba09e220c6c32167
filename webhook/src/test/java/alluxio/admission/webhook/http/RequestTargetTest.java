package alluxio.admission.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @Test
    void pathAndQueryAreDecoded() {
        assertThat(RequestTarget.parse("/%6dutate/a+b?timeout=1%6D+s&x=&y&z=%C3%A9"))
                .hasValue(new RequestTarget("/mutate/a+b", Map.of("timeout", "1m s", "x", "", "y", "", "z", "é")));
        assertThat(RequestTarget.parse("/mutate?")).hasValue(new RequestTarget("/mutate", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://localhost/mutate",
                "localhost:443",
                "mutate",
                "",
                "/mutate?timeout=%zz",
                "/mutate?timeout=%1",
                "/mutate?timeout=%",
                "/mutate?%-1=1",
                "/%zz",
                "/mutate%00",
                "/mutate%0a",
                "/mutate%7f",
                "/%ff",
                "/%c0%af",
                "/mutate#fragment",
                "/mutate?timeout=1s&timeout=2s"
            })
    void anythingElseIsNone(String target) {
        assertThat(RequestTarget.parse(target)).isEmpty();
    }
}
