package alluxio.admission.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.cluster.WebhookRegistration.RegistrationKind;
import alluxio.admission.cluster.WebhookRegistration.RemovalFailure;
import alluxio.admission.cluster.WebhookRegistration.RemovalResult;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Removing a registration")
class WebhookRegistrationTest {
    private static final WebhookRegistration POLICY = new WebhookRegistration(RegistrationKind.POLICY, "own");
    private static final String DELETE = "DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/own";

    @Test
    @DisplayName("deletes it, whatever else there is")
    void removed() throws Exception {
        try (StubApi api = StubApi.start()) {
            api.answer(DELETE, 200, "{\"apiVersion\":\"v1\",\"kind\":\"Status\",\"status\":\"Success\"}");
            assertThat(POLICY.remove(api.connection())).isEqualTo(new RemovalResult.Removed());
        }
    }

    @Test
    @DisplayName("says when there is none")
    void notThere() throws Exception {
        try (StubApi api = StubApi.start()) {
            assertThat(POLICY.remove(api.connection())).isEqualTo(new RemovalResult.NotThere());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    @DisplayName("says when it is not allowed, in the API server's words")
    void notAllowed(int code) throws Exception {
        try (StubApi api = StubApi.start()) {
            api.answer(DELETE, code, StubApi.status(code, "you must not"));
            assertThat(POLICY.remove(api.connection()))
                    .isEqualTo(new RemovalResult.Failed(RemovalFailure.NOT_ALLOWED, "you must not"));
        }
    }

    @Test
    @DisplayName("says when the API server cannot be reached")
    void unreachable() throws Exception {
        int closed;
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        try (ClusterConnection none = StubApi.to(closed)) {
            assertThat(POLICY.remove(none)).isInstanceOfSatisfying(RemovalResult.Failed.class, failed -> {
                assertThat(failed.failure()).isEqualTo(RemovalFailure.UNREACHABLE);
                assertThat(failed.reason()).isNotBlank();
            });
        }
    }
}
