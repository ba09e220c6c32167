package alluxio.admission.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Plain requests to an API server")
class ClusterRequestsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    @DisplayName("have the code and the body of the answer, an error's too")
    void answers() throws IOException {
        try (StubApi stub = StubApi.start()) {
            stub.answer("GET /good", 200, "{\"a\": \"ä\"}").answer("GET /bad", 503, "{\"ready\": false}");
            ApiRequests requests = new ClusterRequests(stub.connection(), TIMEOUT);
            assertThat(requests.get("/good")).isEqualTo(new ApiRequests.ApiAnswer(200, "{\"a\": \"ä\"}"));
            assertThat(requests.get("/bad")).isEqualTo(new ApiRequests.ApiAnswer(503, "{\"ready\": false}"));
            assertThat(requests.get("/none").code()).isEqualTo(404);
            assertThat(requests.post("/good", "{}").code()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("end at an answer that is longer than they allow")
    void tooLong() throws IOException {
        try (StubApi stub = StubApi.start()) {
            stub.answer("GET /long", 200, "x".repeat(5_000_000));
            ApiRequests requests = new ClusterRequests(stub.connection(), TIMEOUT);
            assertThat(requests.get("/long", 1_000_000))
                    .isEqualTo(new ApiRequests.ApiAnswer(0, "the answer is longer than 1000000 bytes"));
            assertThat(requests.get("/long").body()).hasSize(5_000_000);
        }
    }

    @Test
    @DisplayName("say why there is no answer")
    void unreached() {
        try (ClusterConnection nowhere = StubApi.to(9)) {
            ApiRequests.ApiAnswer answer = new ClusterRequests(nowhere, TIMEOUT).get("/version");
            assertThat(answer.isUnreached()).isTrue();
            assertThat(answer.body()).contains("refused");
        }
    }
}
