package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.generated.GeneratedCases;
import alluxio.admission.app.generated.GeneratedCases.Made;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Removal;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

@RealApiServer
@DisplayName("A generated pod that a real API server takes")
class GeneratedPodsIT {
    private static final String NAMESPACE = "generated";
    private static final int ACCEPTED = 500;
    private static final int MOST = 4 * ACCEPTED;

    private final Uninjector uninjector = new Uninjector();

    @Test
    @DisplayName("is still taken once it is injected, under hundreds of configurations, and comes back as it was")
    void stillTaken(ApiServer server) {
        Api api = new Api(server);
        // No webhook: the injector's own result is what is sent.
        api.namespace(NAMESPACE, NAMESPACE, Map.of());
        GeneratedCases generated = new GeneratedCases(true);
        List<String> problems = new ArrayList<>();
        int accepted = 0;
        int seed = 0;
        while (accepted < ACCEPTED && seed < MOST) {
            Made made = generated.of(seed++);
            Decision decision = made.subject().decision();
            if (!(decision instanceof Decision.Injected)) {
                continue;
            }
            ObjectNode pod = made.podCase().pod();
            Api.Reply before = api.dryRun(NAMESPACE, pod);
            if (before.created()) {
                accepted++;
                Api.Reply after =
                        api.dryRun(NAMESPACE, Pods.patched(pod, decision.patch().toJson()));
                compare(api, seed - 1 + ": ", before, after, problems);
            }
        }
        System.out.println("generated pods through the API server: " + seed + " made, " + accepted + " accepted, "
                + problems.size() + " problems");
        assertThat(problems).isEmpty();
        assertThat(accepted).isEqualTo(ACCEPTED);
    }

    private void compare(Api api, String seed, Api.Reply before, Api.Reply after, List<String> problems) {
        if (!after.created()) {
            problems.add(seed + "is not taken any more: " + after.message());
            return;
        }
        ObjectNode stored = after.pod();
        // The text belongs to the webhook: one of the pod's own is overwritten, or stays with a warning where its
        // volume
        // is the pod's own too.
        if (before.pod().at("/metadata/annotations").has(Keys.CLIENT_PROPERTIES)
                || before.pod().path("spec").path("volumes").toString().contains(Keys.CLIENT_PROPERTIES)) {
            return;
        }
        Removal removal = uninjector.remove(stored);
        // Stored once more, because of what the API server does not tell apart, such as no value and an empty one.
        Api.Reply back =
                api.dryRun(NAMESPACE, Pods.patched(stored, removal.patch().toJson()));
        if (!back.created() || !UninjectIT.parts(back.pod()).equals(UninjectIT.parts(before.pod()))) {
            problems.add(
                    seed + "does not come back: " + removal.notes() + " " + back.text() + " is not " + before.text());
        }
    }
}
