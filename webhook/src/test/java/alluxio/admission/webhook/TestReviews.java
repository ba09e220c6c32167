package alluxio.admission.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reviews to send, and an injector that does what the pod's name says. */
public final class TestReviews {

    private TestReviews() {}

    /** A pod that is being created; its name tells {@link #byName} what to do. */
    public static String pod(String uid, String name) {
        return pod(uid, name, 0);
    }

    /** As above, made larger by about that many bytes. */
    public static String pod(String uid, String name, int padding) {
        return """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"%s",
                "kind":{"group":"","version":"v1","kind":"Pod"},
                "resource":{"group":"","version":"v1","resource":"pods"},
                "operation":"CREATE","namespace":"lab","name":"%s","dryRun":false,"userInfo":{"username":"jane"},
                "object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","annotations":{"padding":"%s"}},
                "spec":{"containers":[{"name":"app","image":"app"}]}}}}""".formatted(uid, name, name, "x".repeat(padding));
    }

    public static byte[] bytes(String review) {
        return review.getBytes(UTF_8);
    }

    /** Injects, refuses, skips, fails or dawdles as the beginning of the pod's name says. */
    public static Decision byName(InjectionRequest request) {
        String name = request.pod().path("metadata").path("name").asString("");
        return switch (name.split("-", 2)[0]) {
            case "refused" ->
                new Decision.Refused(
                        List.of(
                                new Refusal("inject-mount-path", "spec.containers[name=app]", "taken"),
                                new Refusal("inject-profile", "metadata.annotations", "unknown")),
                        List.of());
            case "skipped" -> new Decision.Skipped("windows", patch(), List.of());
            case "unchanged" -> new Decision.Injected("alluxio", List.of("fuse"), JsonPatch.EMPTY, List.of());
            case "bug" -> throw new IllegalStateException("secret internals");
            case "slow" -> {
                sleep(2_000);
                yield new Decision.NotOptedIn("slow");
            }
            case "brief" -> {
                sleep(50);
                yield new Decision.NotOptedIn("brief");
            }
            case "plain", "warm" -> new Decision.NotOptedIn("no label");
            default -> new Decision.Injected("alluxio", List.of("short-circuit", "fuse"), patch(), List.of());
        };
    }

    private static JsonPatch patch() {
        return new JsonPatch(
                List.of(new JsonPatch.Add("/metadata/annotations/done", JsonNodeFactory.instance.stringNode("true"))));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
